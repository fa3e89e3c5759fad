#!/usr/bin/env bash
# Makes every font file of this folder again, and checks the result.
#
# Needs these Debian 12 packages, and installs nothing itself:
#   fonts-noto-cjk  the Chinese faces
#   fonttools       subsets and renames (version 4.38)
#   unicode-data    the list of the 8,105 standard characters
#   npm             fetches the Latin faces, the one for formulas and the emoji from the npm registry
#
# The same input and the same fontTools give the same bytes: every time stamp is
# the source's own. Settings, if a distribution keeps its files elsewhere:
#   PYTHON=…      a Python that has fontTools
#   NOTO_DIR=…    the folder of NotoSansCJK-*.ttc and NotoSerifCJK-*.ttc
#   UNIHAN=…      Unihan_OtherMappings.txt, plain or .bz2
#   OUT=…         where the fonts go; this folder unless set
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export OUT=${OUT:-$here}
mkdir -p "$OUT"

if [ -z "${PYTHON:-}" ]; then
  for PYTHON in python3 /usr/bin/python3; do
    "$PYTHON" -c 'import fontTools' 2>/dev/null && break
  done
fi
"$PYTHON" -c 'import fontTools' || { echo "make.sh: $PYTHON has no fontTools" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The Latin faces, the one for formulas and the emoji: whole static fonts, not the per-alphabet slices of a web font.
# A slice has lost the kerning and the ligatures that cross its border, and the
# tone marks of pinyin lie on both sides of it.
while read -r package sum; do
  file=$(cd "$work" && npm pack --silent "$package")
  echo "$sum  $work/$file" | sha256sum --check --quiet
  name=${package#*/}
  mkdir "$work/${name%@*}"
  tar -xzf "$work/$file" -C "$work/${name%@*}" --strip-components=1
done <<'LIST'
@expo-google-fonts/source-serif-4@0.4.1 84f0b412fbc9b0b666d6fe04620b2cd2e54bfd49ca61fe0663a9e5beb30afcc4
@expo-google-fonts/source-sans-3@0.4.1 eb41834f563921e19b18b40bc924b97110983aef800d9cb67b9186f546311828
@expo-google-fonts/source-code-pro@0.4.1 e00a889c711535f7662ed2e8158560c5dba0c36cffd4f1f2cd30d1b07e89ade1
@expo-google-fonts/noto-color-emoji@0.4.6 8199c361ebffca17e503b7afa3994833efc1db06d63839e0b01e41e2fbd62eeb
@fontsource/stix-two-math@5.3.0 948de1b5470fbbd745fedbe6135797454fe833d94feecc6f2073cd771fe2f5fd
LIST

LATIN_DIR=$work "$PYTHON" "$here/fonts.py" make
"$PYTHON" "$here/fonts.py" check
