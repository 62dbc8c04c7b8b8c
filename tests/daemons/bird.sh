#!/bin/sh
# bird.sh {have | version | run DIR MODE | rib DIR PREFIX}: BIRD 2 as the daemon under test.
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

case $1 in
have) command -v bird >/dev/null && command -v birdc >/dev/null || { echo 'bird2 is not installed'; exit 1; } ;;
version) bird --version 2>&1 | sed 's/.*version /bird /' ;;
run)
  config "$3" >"$2/bird.conf"
  exec bird -f -c "$2/bird.conf" -s "$2/ctl" -P "$2/pid"
  ;;
rib) birdc -r -s "$2/ctl" show route "$3" all ;;
esac
