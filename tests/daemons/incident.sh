#!/bin/sh
# incident.sh BUILD GRAPH WORK ATTRIBUTE OUT: one broken UPDATE in a network of daemons. Inside net.sh.
#
# The AS that no daemon plays announces Q to all its providers; when every daemon has it, it announces P with ATTRIBUTE
# (hex) as the last of its path attributes. OUT gets a line "reset A B" for each session whose connection is gone then,
# and "without A" for each AS that has no route for P when all is quiet. Exit status 1: the network did not come up.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$1 graph=$2 work=$3 attribute=$4 out=$5
p=198.51.100.0/24 q=203.0.113.0/24
links=$(grep -vc '^#' "$graph")
player=$(awk -F '|' 'FNR == NR { split($1, runs, " "); plays[runs[1]] = 1; next } /^#/ { next }
  { for (i = 1; i < 3; i++) if (!($i in plays)) { print $i; exit } }' "$work/runs" "$graph")

message() { # the octets of a prefix of /24, attribute
  set -- "$1" "$(printf '40010100 40020602010000%04x 4003040a0900%02x %s' "$player" "$player" "$2" | tr -d ' ')"
  printf 'ffffffffffffffffffffffffffffffff%04x020000%04x%s18%s\n' $((19 + 4 + ${#2} / 2 + 4)) $((${#2} / 2)) "$2" "$1"
}

# Every connection once, as "A B ports", A and B the ASes.
connections() {
  while read -r asn daemon; do
    nsenter -n -t "$(cat "$work/$asn/holder")" ss -Htn state established
  done <"$work/runs" | sed 's/\[::ffff://g; s/]//g; s/%eth0//g' |
    awk '{ split($3, a, /[.:]/); split($4, b, /[.:]/); if (a[5] != 179 && b[5] != 179) next
      if (a[4] < b[4]) print a[4], b[4], a[5] "-" b[5]; else print b[4], a[4], b[5] "-" a[5] }' | sort -u
}

without() { # prefix: who has no route for it
  while read -r asn daemon; do
    nsenter -n -t "$(cat "$work/$asn/holder")" "$here/$daemon.sh" rib "$work/$asn" "$1" 2>&1 | grep -qF "${1%/*}" ||
      echo "$asn"
  done <"$work/runs"
}

# Waits until COMMAND says the same three times, at most so many seconds.
steady() { # seconds, command
  last=none same=0 left=$1
  shift
  while [ $same -lt 2 ] && [ "$left" -gt 0 ]; do
    now=$("$@")
    if [ "$now" = "$last" ]; then same=$((same + 1)); else same=0; fi
    last=$now left=$((left - 1))
    sleep 1
  done
  [ $same -ge 2 ]
}

mkdir -p "$work/play"
for provider in $(awk -F '|' -v asn="$player" '$2 == asn { print $1 }' "$graph"); do
  "$build/tests/daemons/inject" "10.9.0.$player" "10.9.0.$provider" "$player" "$work/play" \
    "$(message cb0071 '')" "$(message c63364 "$attribute")" &
done
touch "$work/play/send-1"
tries=0
while connections >"$work/before"; [ "$(wc -l <"$work/before")" != "$links" ] || [ -n "$(without $q)" ]; do
  tries=$((tries + 1))
  if [ $tries -gt 80 ]; then
    echo "after 80 tries $(wc -l <"$work/before") of $links sessions are up; without Q: $(without $q | tr '\n' ' ')" >&2
    exit 1
  fi
  sleep 1
done
steady 10 connections || true
connections >"$work/before"
touch "$work/play/send-2"
sleep 2
steady 8 without $p || true
connections >"$work/after"
{
  awk 'FNR == NR { up[$0] = 1; next } !($0 in up) { print "reset", $1, $2 }' "$work/after" "$work/before" | sort -u
  without $p | sed 's/^/without /'
} >"$out"
touch "$work/play/end"
