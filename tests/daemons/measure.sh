#!/bin/sh
# measure.sh DAEMON [RESULTS]: measures the daemon that is installed and writes its table, a file like those of
# models/strategies, to standard output; how well it stands for what was seen goes to standard error. RESULTS keeps
# what was seen, case by case. BUILD: where `make tests` left the programs; CASES: a regular expression on case names.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
daemon=$1 build=${BUILD:-$here/../../build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$here/$daemon.sh" have >&2
awk -F , -v names="${CASES:-.}" 'FNR == 1 || $1 ~ names' "$build/tests/daemons/cases.csv" >"$work/cases.csv"
"$here/play.sh" "$build" "$daemon" "$work/cases.csv" "$work/results.csv"
awk -v daemon="$("$here/$daemon.sh" version)" -f "$here/table.awk" "$work/results.csv" >"$work/$daemon.csv"
[ $# -lt 2 ] || cp "$work/results.csv" "$2"
cat "$work/$daemon.csv"
TITLE="$daemon and the table just written" "$here/compare.sh" "$build" "$work/cases.csv" "$work/results.csv" \
  --strategy "$work/$daemon.csv" >&2
