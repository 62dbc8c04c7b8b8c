#!/bin/sh
# compare.sh BUILD CASES RESULTS PROFILE... : how far what was seen is what `faultline decode PROFILE...` says (PROFILE
# as in "--platform frr-8.4"). TITLE: how to call it; FLOOR: fewer right outcomes than so many percent are a failure.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$1 cases=$2 results=$3
shift 3
both=$(mktemp)
trap 'rm -f "$both" "$both.seen" "$both.said"' EXIT
local=10.0.1.2/24,10.0.3.2/24,2001:db8:1::2/64,2001:db8:3::2/64
rib=198.51.100.0/24,203.0.113.0/24,2001:db8:100::/48,2001:db8:200::/48

for kind in ebgp ibgp as2; do
  case $kind in ibgp) facts='--session ibgp --peer-as 65002' ;; *) facts='--session ebgp --peer-as 65001' ;; esac
  [ $kind = as2 ] && facts="$facts --as4 no"
  awk -F , -v kind=$kind 'NR == FNR { here[$1] = 1; next } $2 == kind && $1 in here' "$cases" "$results" >"$both.seen"
  [ -s "$both.seen" ] || continue
  awk -F , 'NR == FNR { want[$1] = 1; next } $1 in want { print $6 }' "$both.seen" "$cases" |
    "$build/faultline" decode "$@" $facts --local-as 65002 --local-id 10.0.0.2 --local-address $local --rib $rib \
      --format csv - >"$both.said" || [ $? = 1 ]
  sed 1d "$both.said" | paste "$both.seen" - >>"$both"
done
awk -v title="${TITLE:-$*}" -v floor="${FLOOR:-0}" -f "$here/agree.awk" "$both"
