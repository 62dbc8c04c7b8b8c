#!/bin/sh
# lint.sh [DIR]: what the house demands of every file and a compiler does not see: the floors, the
# names, the sizes. One line a finding, "file:line: what"; exit status 1 when there is any.
# tests/lint.awk holds the rules; tests/test_lint.c breaks each of them.
set -eu
rules=$(cd "$(dirname "$0")" && pwd)/lint.awk
cd "${1:-$(dirname "$0")/..}"

list() {
  if [ -e .git ] && command -v git >/dev/null; then
    git ls-files --cached --others --exclude-standard
  else
    find . -type f ! -path './.git/*' ! -path './build/*' ! -path './build-*/*' ! -path './out/*' | sed 's,^\./,,'
  fi | LC_ALL=C sort -u | while read -r file; do [ ! -f "$file" ] || echo "$file"; done
}

top='^(sim|models|topologies|scenarios|analysis|tests|\.ci)/|^(Makefile|README\.md|LICENSE|NEWS)$'
top="$top"'|^\.(gitignore|gitattributes|clang-format|clang-tidy)$'

strangers=$(list | grep -Ev "$top" | sed 's/$/:1: the top level has no room for this/')
broken=$(list | grep -E '(^Makefile|\.(c|h|sh|awk|gp|ini|csv|md))$' | grep -Ev '^tests/(corpus|golden)/' |
  LC_ALL=C xargs awk -f "$rules" /dev/null)

[ -n "$strangers$broken" ] || exit 0
printf '%s\n%s\n' "$strangers" "$broken" | sed '/^$/d' | LC_ALL=C sort -t : -k 1,1 -k 2,2n
exit 1
