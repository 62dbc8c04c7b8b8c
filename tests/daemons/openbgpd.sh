#!/bin/sh
# openbgpd.sh {have | version | run DIR MODE | rib DIR PREFIX}: OpenBGPD as the daemon under test. It gives up root for
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

case $1 in
have)
  command -v bgpctl >/dev/null || { echo 'openbgpd is not installed'; exit 1; }
  [ "$(id -u)" = 0 ] || { echo 'openbgpd must be started by root'; exit 1; }
  ;;
version) bgpctl -V 2>&1 | sed 's/^OpenBGPD /openbgpd /; q' ;;
run)
  config "$3" "$2" >"$2/bgpd.conf"
  chmod 600 "$2/bgpd.conf"
  home=$(getent passwd "$user" | cut -d : -f 6)
  exec unshare -m sh -c 'mount -t tmpfs none /run && mkdir -p "$1" && exec bgpd -d -f "$2"' - "$home" "$2/bgpd.conf"
  ;;
rib) bgpctl -s "$2/ctl" show rib detail "$3" ;;
esac
