#!/bin/sh
# live.sh BUILD: one broken UPDATE in a network of eight daemons (live.txt), and in the simulator's (live.ini): which
# sessions are reset, and who has no route in the end? Several attributes, each with daemons of its own, at once. Exit
# status 1 when the two differ. What is not here, or of another release than live.ini says, is skipped with a word.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
cd "$here/../.."
graph=$here/live.txt

for daemon in $(awk '/^# runs/ { print $4 }' "$graph" | sort -u); do
  why=$("$here/$daemon.sh" have 2>&1) || { echo "live network: skipped: $why"; exit 0; }
  platform=$daemon-$(expr "$("$here/$daemon.sh" version)" : "[^ ]* v*\([0-9]*\.[0-9]*\)")
  grep -q "pinned.* $platform\b" "$here/live.ini" || { echo "live network: skipped: it has no $platform"; exit 0; }
done
command -v ss >/dev/null || { echo 'live network: skipped: ss (iproute2) is not installed'; exit 0; }

work=$(mktemp -d "${TMPDIR:-/tmp}/faultline-live.XXXXXX")
chmod 755 "$work" # a daemon may give up root
pids=
finish() {
  [ -z "$pids" ] || kill -KILL $pids 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

cases='short-mp-reach 800e020001 MP_REACH_NLRI of 2 octets: nearly everybody resets
short-med 800403000000 MED of 3 octets: some reset, the others withdraw
long-otc c023050000fde900 OTC of 5 octets: GoBGP does not know it and passes it on, flags and all
zero-prefix-sid c0280400000000 Prefix-SID of 4 zeros: FRR resets, or withdraws once the Partial bit is on
unknown c0630400112233 an unknown transitive attribute'

begin() { # name attribute
  mkdir -m 755 "$work/$1"
  timeout -k 5 200 "$here/arena.sh" "$here/net.sh" "$graph" "$work/$1" "$here/incident.sh" "$build" "$graph" \
    "$work/$1" "$2" "$work/$1.seen" >"$work/$1.log" 2>&1 </dev/null &
  pids="$pids $!"
}

# A session that anybody resets, and the ASes to which no route comes when nothing passes where it was refused.
simulate() { # name attribute
  "$build/faultline" run "$here/live.ini" --topology "$graph" --set "trigger.broken.attributes=40010100 $2" \
    --out "$work/$1.sim" --quiet >/dev/null
  awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
    { a = $c["as"]; b = $c["peer_as"]; if (a + 0 > b + 0) { t = a; a = b; b = t } }
    $c["event"] == "session-down" { print "reset", a, b }
    $c["event"] == "verdict" && $c["as"] != 41 && $c["outcome"] ~ /^(session-reset|treat-as-withdraw|ignore)$/ {
      print "refused", a, b }
    ' "$work/$1.sim/live/events.csv" | sort -u >"$work/$1.edges"
  fail=$(awk '/^refused/ { printf "%s%s-%s", s, $2, $3; s = "," }' "$work/$1.edges")
  {
    grep '^reset' "$work/$1.edges" || true
    "$build/faultline" routes --topology "$graph" --announce 41=198.51.100.0/24 ${fail:+--fail "$fail"} |
      awk -F , 'NR > 1 { last = $5; path[$2, $5] = $4; as[$2] = 1 }
        END { for (a in as) if (path[a, last] == "-") print "without", a }' | sort -k 2n
  } >"$work/$1.said"
}

words() { # file: in one line
  awk '$1 == "reset" { r = r " " $2 "-" $3 } $1 == "without" { w = w " " $2 }
    END { printf "resets:%s; without the route:%s\n", r ? r : " none", w ? w : " none" }' "$1"
}

while read -r name attribute text; do begin "$name" "$attribute"; done <<END
$cases
END
wait
pids= failed=0
while read -r name attribute text; do
  echo "live network, $name: $text"
  if ! [ -e "$work/$name.seen" ]; then
    echo "  it did not come up: $(tail -n 1 "$work/$name.log")"
    failed=1
    continue
  fi
  simulate "$name" "$attribute"
  sort -k 1,1 -k 2n -k 3n "$work/$name.seen" >"$work/a"
  sort -k 1,1 -k 2n -k 3n "$work/$name.said" >"$work/b"
  if cmp -s "$work/a" "$work/b"; then echo "  daemons and simulator: $(words "$work/a")"; continue; fi
  echo "  daemons:   $(words "$work/a")"
  echo "  simulator: $(words "$work/b")"
  failed=1
done <<END
$cases
END
exit $failed
