#!/bin/sh
# frr.sh {have | version | run DIR MODE | rib DIR PREFIX | join DIR ASN NEIGHBOR...}:
# FRRouting's bgpd, with its zebra, as the daemon under test.
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

# In a network (net.sh): a neighbor is ASN:customer, ASN:peer or ASN:provider.
join() { # asn, neighbors
  echo 'log stdout'
  echo "router bgp $1"
  echo " bgp router-id 10.9.0.$1"
  asn=$1
  shift
  for neighbor; do
    echo " neighbor 10.9.0.${neighbor%:*} remote-as ${neighbor%:*}"
    echo " neighbor 10.9.0.${neighbor%:*} advertisement-interval 0"
    echo " neighbor 10.9.0.${neighbor%:*} timers connect 2"
    [ "${neighbor%:*}" -gt "$asn" ] || echo " neighbor 10.9.0.${neighbor%:*} passive"
  done
  echo ' address-family ipv4 unicast'
  for neighbor; do
    echo "  neighbor 10.9.0.${neighbor%:*} next-hop-self"
    echo "  neighbor 10.9.0.${neighbor%:*} route-map from-${neighbor#*:} in"
    echo "  neighbor 10.9.0.${neighbor%:*} route-map to-${neighbor#*:} out"
  done
  echo ' exit-address-family'
  echo 'exit'
  for kind in customer:200 peer:100 provider:50; do
    echo "route-map from-${kind%:*} permit 10"
    echo " set local-preference ${kind#*:}"
    echo 'exit'
    echo "route-map to-${kind%:*} permit 10"
    [ "${kind%:*}" = customer ] || echo ' match local-preference 200'
    echo 'exit'
  done
}

become() { # dir; its bgpd.conf is there
  echo 'log stdout' >"$1/zebra.conf"
  chown -R frr "$1"
  common="-P 0 --vty_socket $1 -z $1/zserv"
  "$bin/zebra" $common -f "$1/zebra.conf" -i "$1/zebra.pid" &
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do [ -S "$1/zserv" ] && break; sleep 0.05; done
  exec "$bin/bgpd" $common -f "$1/bgpd.conf" -i "$1/bgpd.pid"
}

case $1 in
have)
  [ -x "$bin/bgpd" ] && [ -x "$bin/zebra" ] && command -v vtysh >/dev/null || { echo 'frr is not installed'; exit 1; }
  [ "$(id -u)" = 0 ] || { echo 'frr must be started by root'; exit 1; }
  ;;
version) "$bin/bgpd" --version | sed -n 's/^bgpd version /frr /p' ;;
run)
  config "$3" >"$2/bgpd.conf"
  become "$2"
  ;;
join)
  dir=$2
  shift 2
  join "$@" >"$dir/bgpd.conf"
  become "$dir"
  ;;
rib)
  case $3 in *:*) family=ipv6 ;; *) family=ipv4 ;; esac
  vtysh --vty_socket "$2" -d bgpd -c "show bgp $family unicast $3"
  ;;
esac
