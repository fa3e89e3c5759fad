# make: a shelf of courses, each in its folder below `courses/`, each built as a whole. `make -j8 -f shelf.mk` builds what has changed, eight at a
# time; `make -f shelf.mk courses/complaints` one of them.
DIGLOT ?= diglot
courses := $(patsubst %/book.yaml,%,$(wildcard courses/*/book.yaml))

.PHONY: all $(courses)
all: $(courses)

# Diglot finds out by a look whether a course has changed.
$(courses):
	$(DIGLOT) build --book $@ --quiet
