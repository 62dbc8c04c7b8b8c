#!/bin/sh
# phases.sh GRAPH PATHS UPDATES [REPEATS]: measures the experiment of an as-rel file (tests/convergence.h) on BIRDs and
# writes the files that converge reads. Every AS runs bird; what is counted are routes announced and withdrawn, by the
# receiver ("# counts routes").
set -eu
here=$(cd "$(dirname "$0")" && pwd)

ask() { # ASN, command
  asn=$1
  shift
  birdc -s "$work/$asn/ctl" "$@"
}

ases() { cut -d ' ' -f 1 "$work/runs"; }

# "from to routes" for every session and direction, and in the end how many sessions are up.
counters() {
  for asn in $(ases); do
    ask "$asn" show protocols all | awk -v to="$asn" '
      /^[a-z]/ { from = "" }
      $2 == "BGP" { from = substr($1, 3); up += / Established/ }
      /Import updates:/ { n = $3 } /Import withdraws:/ && from { print from, to, n + $3 }
      END { print "up", to, up + 0 }'
  done
}

steady() { # file for the counters
  same=0
  while [ $same -lt 3 ]; do
    counters >"$1"
    if cmp -s "$1" "$work/last" && [ "$(awk '$1 == "up" { n += $3 } END { print n }' "$1")" = "$wanted" ]; then
      same=$((same + 1))
    else same=0; fi
    cp "$1" "$work/last"
    sleep 0.4
  done
}

phase() { # name, command of birdc for an AS
  name=$1
  steady "$work/before"
  shift
  case $name in fail*) wanted=$((wanted - 2)) ;; restore*) wanted=$((wanted + 2)) ;; esac
  ask "$@" >/dev/null
  sleep 1
  steady "$work/after"
  awk -v phase="$name" 'FNR == NR { old[$1, $2] = $3; next } $1 != "up" {
    said = $3 - old[$1, $2]; if (said < 0) said = $3; if (said) print phase "," $1 "," $2 "," said }' \
    "$work/before" "$work/after" >>"$out.updates"
}

paths() { # moment
  awk '/^# origin/ { print $3, $4 }' "$graph" | while read -r origin prefix; do
    for asn in $(ases); do
      ask "$asn" show route "$prefix" primary all | awk -v row="$1,$prefix,$origin,$asn" -v own=$((asn == origin)) '
        /BGP.as_path:/ { sub(/.*as_path: /, ""); path = $0 } END { print row "," (own ? "own" : path ? path : "-") }'
    done
  done >>"$out.paths"
}

if [ "${1-}" = inside ]; then
  graph=$2 work=$3 out=$4
  wanted=$(($(grep -vc '^#' "$graph") * 2))
  set -- $(awk '/^# fail/ { print $3, $4 }' "$graph")
  awk '/^# origin/ { print $3, $4 }' "$graph" >"$work/origins"
  while read -r origin prefix; do phase "announce $prefix" "$origin" enable own; done <"$work/origins"
  paths before
  phase "fail $1-$2" "$1" disable "to$2"
  paths failed
  phase "restore $1-$2" "$1" enable "to$2"
  paths restored
  exit 0
fi

graph=$1 repeats=${4:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
i=1
while [ $i -le "$repeats" ]; do
  mkdir "$work/$i"
  timeout -k 5 120 "$here/arena.sh" "$here/net.sh" "$graph" "$work/$i" "$here/phases.sh" inside "$graph" "$work/$i" \
    "$work/run$i" </dev/null
  cmp -s "$work/run1.paths" "$work/run$i.paths" || echo "phases: repeat $i ended in other paths than the first" >&2
  i=$((i + 1))
done
{ echo phase,prefix,origin,asn,best_path; cat "$work/run1.paths"; } >"$2"
awk -F , -v n="$repeats" 'FNR == 1 { run++ } { key = $1 "," $2 "," $3; said[key, run] = $4
    if (!(key in seen)) { seen[key] = 1; order[++keys] = key } }
  END {
    printf "phase,from,to"
    for (r = 1; r <= n; r++) printf ",run%d", r
    print ""
    for (k = 1; k <= keys; k++) {
      printf "%s", order[k]
      for (r = 1; r <= n; r++) printf ",%d", said[order[k], r]
      print ""
    }
  }' \
  "$work"/run?.updates >"$3"
