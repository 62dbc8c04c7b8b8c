#!/bin/sh
# net.sh GRAPH WORK COMMAND...: a network of daemons, an AS each, on one bridge; runs COMMAND in it. Inside arena.sh.
#
# GRAPH is an as-rel file; "# runs ASN DAEMON" says what an AS runs (ASNs below 254, for the addresses are 10.9.0.ASN).
# An AS without such a line is COMMAND's: its address is on this side of the bridge. WORK/ASN is the folder of a daemon,
# WORK/ASN/holder has the process that holds its network.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
graph=$1 work=$2
shift 2

neighbors() { # ASN: its, as "ASN:kind ..."
  awk -F '|' -v asn="$1" '/^#/ { next }
    $1 == asn { printf "%s:%s ", $2, $3 == 0 ? "peer" : "customer" }
    $2 == asn { printf "%s:%s ", $1, $3 == 0 ? "peer" : "provider" }' "$graph"
}

ip link set lo up
ip link add bridge type bridge
ip link set bridge up
ip address add 10.9.0.254/24 dev bridge
awk '/^# runs/ { print $3, $4 }' "$graph" >"$work/runs"
for asn in $(awk -F '|' '/^#/ { next } { print $1; print $2 }' "$graph" | sort -nu); do
  grep -q "^$asn " "$work/runs" || ip address add "10.9.0.$asn/24" dev bridge
done

while read -r asn daemon; do
  dir=$work/$asn
  mkdir -p "$dir"
  chmod 755 "$dir"
  unshare -n sleep 1000000 </dev/null &
  holder=$!
  echo $holder >"$dir/holder"
  while [ "$(readlink /proc/$holder/ns/net)" = "$(readlink /proc/$$/ns/net)" ]; do sleep 0.01; done
  ip link add name "as$asn" type veth peer name eth0 netns "$holder"
  ip link set "as$asn" master bridge up
  nsenter -n -t "$holder" ip link set lo up
  nsenter -n -t "$holder" ip address add "10.9.0.$asn/24" dev eth0
  nsenter -n -t "$holder" ip link set eth0 up
  ORIGIN=$(awk -v asn="$asn" '/^# origin/ && $3 == asn { print $4 }' "$graph") \
    nsenter -n -t "$holder" "$here/$daemon.sh" join "$dir" "$asn" $(neighbors "$asn") \
    >"$work/$asn.log" 2>&1 </dev/null &
done <"$work/runs"
"$@"
