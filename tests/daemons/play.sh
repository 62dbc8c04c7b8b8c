#!/bin/sh
# play.sh BUILD DAEMON CASES RESULTS: plays the cases of a file on fresh daemons, several at a time (JOBS, or six: they
# mostly wait), each in an arena of its own, and leaves the results in the order of the cases.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$1 daemon=$2 cases=$3 results=$4 jobs=${JOBS:-6}
work=$(mktemp -d "${TMPDIR:-/tmp}/faultline-$daemon.XXXXXX")
chmod 755 "$work" # a daemon may give up root
pids= part=0
finish() { # an arena that is killed takes everything in it along
  [ -z "$pids" ] || kill -KILL $pids
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

while [ $part -lt "$jobs" ]; do
  "$here/arena.sh" "$build/tests/daemons/play" --script "$here/$daemon.sh" --dir "$work/$part" --part "$part/$jobs" \
    "$cases" >"$work/$part.csv" </dev/null &
  pids="$pids $!" part=$((part + 1))
done
for pid in $pids; do wait "$pid"; done
pids=
cat "$work"/*.csv >"$work/all"
awk -F , 'NR == FNR { line[$1] = $0; next } $1 in line { print line[$1] }' "$work/all" "$cases" >"$work/ordered"
awk -f "$here/settle.awk" "$work/ordered" >"$results"
