#!/bin/sh
# openbgpd.sh {have | version | run DIR MODE | rib DIR PREFIX | join DIR ASN NEIGHBOR...}:
# OpenBGPD as the daemon under test. It gives up root for
# a user of its own in an empty directory, so it needs root to begin with.
set -eu
user=_openbgpd

neighbor() {
  echo "neighbor $1 {"
  echo "  remote-as $2"
  echo '  passive'
  echo '  announce IPv4 unicast'
  echo '  announce IPv6 unicast'
  [ "$3" != ibgp ] || echo '  route-reflector'
  echo '}'
}

config() { # mode, where to put the control socket
  inject=65001 observe=65003
  [ "$1" != ibgp ] || inject=65002 observe=65002
  cat <<EOF
AS 65002
router-id 10.0.0.2
fib-update no
socket "$2/ctl"
listen on 10.0.1.2
listen on 10.0.3.2
EOF
  neighbor 10.0.1.1 $inject "$1"
  neighbor 10.0.3.3 $observe "$1"
  echo 'allow from any'
  echo 'allow to any'
}

# In a network (net.sh): a neighbor is ASN:customer, ASN:peer or ASN:provider. Filters know no local preference, so the
# routes of customers carry a community of ours on the way through.
join() { # where to put the control socket, asn, neighbors
  echo "AS $2"
  echo "router-id 10.9.0.$2"
  echo 'fib-update no'
  echo 'connect-retry 2'
  echo "socket \"$1/ctl\""
  echo "listen on 10.9.0.$2"
  asn=$2
  shift 2
  for neighbor; do
    echo "neighbor 10.9.0.${neighbor%:*} {"
    echo "  remote-as ${neighbor%:*}"
    echo '  announce IPv4 unicast'
    [ "${neighbor%:*}" -gt "$asn" ] || echo '  passive'
    echo '}'
  done
  echo 'allow from any'
  echo 'match from any set community delete 65000:*'
  for neighbor; do
    case ${neighbor#*:} in
    customer) echo "match from 10.9.0.${neighbor%:*} set { localpref 200 community 65000:1 }" ;;
    peer) echo "match from 10.9.0.${neighbor%:*} set localpref 100" ;;
    provider) echo "match from 10.9.0.${neighbor%:*} set localpref 50" ;;
    esac
  done
  echo 'deny to any'
  for neighbor; do
    case ${neighbor#*:} in
    customer) echo "allow to 10.9.0.${neighbor%:*}" ;;
    *) echo "allow to 10.9.0.${neighbor%:*} community 65000:1" ;;
    esac
  done
  echo 'match to any set nexthop self'
  echo 'match to any set community delete 65000:*'
}

become() { # dir; its bgpd.conf is there
  chmod 600 "$1/bgpd.conf"
  home=$(getent passwd "$user" | cut -d : -f 6)
  exec unshare -m sh -c 'mount -t tmpfs none /run && mkdir -p "$1" && exec bgpd -d -f "$2"' - "$home" "$1/bgpd.conf"
}

case $1 in
have)
  command -v bgpctl >/dev/null || { echo 'openbgpd is not installed'; exit 1; }
  [ "$(id -u)" = 0 ] || { echo 'openbgpd must be started by root'; exit 1; }
  ;;
version) bgpctl -V 2>&1 | sed 's/^OpenBGPD /openbgpd /; q' ;;
run)
  config "$3" "$2" >"$2/bgpd.conf"
  become "$2"
  ;;
join)
  dir=$2
  shift 2
  join "$dir" "$@" >"$dir/bgpd.conf"
  become "$dir"
  ;;
rib) bgpctl -s "$2/ctl" show rib detail "$3" ;;
esac
