// In the frame of a package of cmi5: what it asks of its record store, the bench answers.
window.fetch = parent.diglot.bench.fetch;
