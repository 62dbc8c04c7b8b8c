#!/bin/sh
# kill.sh [BUILD [TIMES [OPTION...]]]: by hand. Runs a scenario to its end; then, TIMES (20) times, begins the same run
# again, kills it with SIGKILL at a random moment, goes on with it (--resume) and compares the results, octet for octet.
# OPTIONs are given to `faultline run` each time, --jobs or another scenario's --set for example. Exit status 1 at the
# first difference. KILL_SCENARIO names another scenario, KILL_RUN="mpirun -n 2" another way to start.
set -eu
build=$(cd "${1:-$(dirname "$0")/../build}" && pwd)
times=${2:-20}
[ $# -lt 2 ] || shift
[ $# -lt 1 ] || shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >small.ini <<'END'
[scenario]
base = level3-2011-malformed
duration = 10 min
[origins]
sample = 200
[trigger update]
withdraw = 5 min
[compare]
strategies = rfc4271, rfc7606, junos-2013
seeds = 4
END
scenario=${KILL_SCENARIO:-small.ini}
name=$(basename "$scenario" .ini)

now() { date +%s%3N; }
run() { ${KILL_RUN:-} "$build/faultline" run "$scenario" --quiet "$@"; }
# A random whole number below $1.
below() { od -An -N4 -tu4 /dev/urandom | awk -v most="$1" '{print $1 % most}'; }
differ() { diff -rq --exclude=cost.csv --exclude=run.ini "whole/$name" "part/$name"; }

begin=$(now)
run "$@" --out whole >/dev/null
took=$(($(now) - begin))
echo "undisturbed: $took ms"

i=0 killed=0
while [ $killed -lt "$times" ] && [ $i -lt $((times * 5)) ]; do
  i=$((i + 1))
  rm -rf part
  wait=$(below "$took")
  run "$@" --out part >/dev/null 2>&1 &
  victim=$!
  sleep "$((wait / 1000)).$(printf %03d $((wait % 1000)))"
  kill -KILL $victim 2>/dev/null || :
  wait $victim 2>/dev/null && { took=$wait; continue; }
  killed=$((killed + 1))
  kept=$(ls "part/$name/work" 2>/dev/null | wc -l)
  run "$@" --resume part >/dev/null
  differ || { echo "killed after $wait ms: the results differ"; exit 1; }
  [ ! -e "part/$name/work" ] || { echo "killed after $wait ms: work is left over"; exit 1; }
  echo "killed after $wait ms, $kept files kept, same results"
done
echo "$killed of $times kills, all results are the same"
[ $killed = "$times" ]
