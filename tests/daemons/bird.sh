#!/bin/sh
# bird.sh {have | version | run DIR MODE | rib DIR PREFIX | join DIR ASN NEIGHBOR...}: BIRD 2 as the daemon under test.
set -eu

config() {
  inject=65001 observe=65003 kind=
  [ "$1" != ibgp ] || inject=65002 observe=65002 kind='rr client; direct;'
  channels='ipv4 { import all; export where source = RTS_BGP; }; ipv6 { import all; export where source = RTS_BGP; };'
  cat <<EOF
log stderr all;
router id 10.0.0.2;
protocol device {}
protocol bgp injector { local 10.0.1.2 as 65002; neighbor 10.0.1.1 as $inject; passive; $kind $channels }
protocol bgp observer { local 10.0.3.2 as 65002; neighbor 10.0.3.3 as $observe; passive; $kind $channels }
EOF
}

# In a network (net.sh): a neighbor is ASN:customer, ASN:peer or ASN:provider; the lower
# ASN dials. ORIGIN waits until it is enabled.
join() { # asn, neighbors
  asn=$1
  shift
  echo "log stderr all; router id 10.9.0.$asn; protocol device {}"
  [ -z "${ORIGIN:-}" ] || echo "protocol static own { disabled; ipv4; route $ORIGIN blackhole; }"
  for neighbor; do
    case ${neighbor#*:} in
    customer) pref=200 to='source = RTS_STATIC || source = RTS_BGP' ;;
    peer) pref=100 to='source = RTS_STATIC || bgp_local_pref = 200' ;;
    provider) pref=50 to='source = RTS_STATIC || bgp_local_pref = 200' ;;
    esac
    echo "protocol bgp to${neighbor%:*} { local 10.9.0.$asn as $asn; neighbor 10.9.0.${neighbor%:*} as ${neighbor%:*};"
    [ "${neighbor%:*}" -gt "$asn" ] || echo 'passive;'
    echo 'connect delay time 1; connect retry time 2; error wait time 2, 4;'
    echo "ipv4 { import filter { bgp_local_pref = $pref; accept; }; export where $to; next hop self; }; }"
  done
}

case $1 in
have) command -v bird >/dev/null && command -v birdc >/dev/null || { echo 'bird2 is not installed'; exit 1; } ;;
version) bird --version 2>&1 | sed 's/.*version /bird /' ;;
run)
  config "$3" >"$2/bird.conf"
  exec bird -f -c "$2/bird.conf" -s "$2/ctl" -P "$2/pid"
  ;;
join)
  dir=$2
  shift 2
  join "$@" >"$dir/bird.conf"
  exec bird -f -c "$dir/bird.conf" -s "$dir/ctl" -P "$dir/pid"
  ;;
rib) birdc -r -s "$2/ctl" show route "$3" all ;;
esac
