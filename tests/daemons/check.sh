#!/bin/sh
# check.sh BUILD [DAEMON...]: plays our cases on the daemons that are installed (all four kinds by default) and
# compares what they do with the platform tables of the program. What cannot be tried is skipped with a word. For a
# version that has no table one is written to BUILD/daemons instead, and nothing is held against it. The exit status
# is 1 when a table is right in less than FLOOR % (97) of the cases. CASES: a regular expression on case names; without
# it a network of daemons is tried in the end, too (live.sh), and must do what the simulator does.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$1
shift
[ $# -gt 0 ] || set -- frr bird openbgpd gobgp
out=$build/daemons
mkdir -p "$out"
failed=0

able=$("$here/arena.sh" true 2>&1) || { echo "skipped: no network namespace of our own here ($able)"; exit 0; }
awk -F , -v names="${CASES:-.}" 'FNR == 1 || $1 ~ names' "$build/tests/daemons/cases.csv" >"$out/cases.csv"

check() { # daemon
  why=$("$here/$1.sh" have 2>&1) || { echo "$1: skipped: $why"; return 0; }
  version=$("$here/$1.sh" version)
  start=$(date +%s)
  "$here/play.sh" "$build" "$1" "$out/cases.csv" "$out/$1-results.csv"
  echo "$version: $(($(wc -l <"$out/$1-results.csv") - 1)) cases in $(($(date +%s) - start)) s"
  platform=$1-$(expr "$version" : "[^ ]* v*\([0-9]*\.[0-9]*\)")
  if "$build/faultline" list platforms | grep -q "^$platform\b"; then
    TITLE="  platform $platform" FLOOR=${FLOOR:-97} "$here/compare.sh" "$build" "$out/cases.csv" \
      "$out/$1-results.csv" --platform "$platform"
  else
    awk -v daemon="$version" -f "$here/table.awk" "$out/$1-results.csv" >"$out/$platform.csv"
    TITLE="  no table for $platform came with the program; $out/$platform.csv was written" "$here/compare.sh" "$build" \
      "$out/cases.csv" "$out/$1-results.csv" --strategy "$out/$platform.csv"
  fi
}

for daemon; do check "$daemon" || failed=1; done
[ -n "${CASES:-}" ] || "$here/live.sh" "$build" || failed=1
exit $failed
