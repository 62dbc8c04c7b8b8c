#!/bin/sh
# frr.sh {have | version | run DIR MODE | rib DIR PREFIX}: FRRouting's bgpd, with its zebra, as the daemon under test.
# They give up root for a user of their own, so they need root to begin with. FRR_BIN: where they are, for a version of
# one's own.
set -eu
bin=${FRR_BIN:-/usr/lib/frr}

family() {
  echo " address-family $1 unicast"
  for peer in 10.0.1.1 10.0.3.3; do
    echo "  neighbor $peer activate"
    [ "$2" != ibgp ] || echo "  neighbor $peer route-reflector-client"
  done
  echo ' exit-address-family'
}

config() {
  inject=65001 observe=65003
  [ "$1" != ibgp ] || inject=65002 observe=65002
  cat <<EOF
log stdout
router bgp 65002
 bgp router-id 10.0.0.2
 no bgp ebgp-requires-policy
 neighbor 10.0.1.1 remote-as $inject
 neighbor 10.0.1.1 passive
 neighbor 10.0.1.1 advertisement-interval 0
 neighbor 10.0.3.3 remote-as $observe
 neighbor 10.0.3.3 passive
 neighbor 10.0.3.3 advertisement-interval 0
EOF
  family ipv4 "$1"
  family ipv6 "$1"
}

case $1 in
have)
  [ -x "$bin/bgpd" ] && [ -x "$bin/zebra" ] && command -v vtysh >/dev/null || { echo 'frr is not installed'; exit 1; }
  [ "$(id -u)" = 0 ] || { echo 'frr must be started by root'; exit 1; }
  ;;
version) "$bin/bgpd" --version | sed -n 's/^bgpd version /frr /p' ;;
run)
  config "$3" >"$2/bgpd.conf"
  echo 'log stdout' >"$2/zebra.conf"
  chown -R frr "$2"
  common="-P 0 --vty_socket $2 -z $2/zserv"
  "$bin/zebra" $common -f "$2/zebra.conf" -i "$2/zebra.pid" &
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do [ -S "$2/zserv" ] && break; sleep 0.05; done
  exec "$bin/bgpd" $common -f "$2/bgpd.conf" -i "$2/bgpd.pid"
  ;;
rib)
  case $3 in *:*) family=ipv6 ;; *) family=ipv4 ;; esac
  vtysh --vty_socket "$2" -d bgpd -c "show bgp $family unicast $3"
  ;;
esac
