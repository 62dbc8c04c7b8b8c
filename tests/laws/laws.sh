#!/bin/sh
# laws.sh BUILD [NAME...]: runs the laws in full (all of them by default), as many at once as there are processors, and
# leaves tables, pictures and the page laws.md in out/laws. When all were run the page is also kept beside this script.
# The exit status is 1 when a claim fails.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$1
shift
out=out/laws
rm -rf "$out"
mkdir -p "$out"
every=$("$build/tests/laws/main" list)
names=${*:-$every}
status=0
printf '%s\n' $names | xargs -P "$(nproc)" -I NAME "$build/tests/laws/main" run NAME "$out" || status=1
for name in $names; do [ -f "$out/$name.line" ] || exit 2; done

cd "$out"
{
  cat <<'END'
# The laws

Experiments with known answers that the simulator must reproduce. `make laws` ran them in full and wrote this page, its
tables and its pictures, numbers and all; `make laws LAWS="v2 v3"` runs some. `make check` runs each in a short form.
A tick: what was found is what was expected.

| | law | claims that hold |
|---|---|---|
END
  for name in $names; do cat "$name.line"; done
  for name in $names; do cat "$name.md"; done
} >laws.tmp
for name in $names; do rm "$name.md" "$name.line"; done
mv laws.tmp laws.md
echo "The page, tables and pictures are in $PWD/"
[ $# = 0 ] || exit $status
rm -f "$here"/*.csv "$here"/*.svg
cp laws.md *.csv *.svg "$here"
exit $status
