#!/bin/sh
# gobgp.sh {have | version | run DIR MODE | rib DIR PREFIX}: GoBGP as the daemon under test.
set -eu

neighbor() {
  cat <<EOF
[[neighbors]]
  [neighbors.config]
    neighbor-address = "$1"
    peer-as = $2
  [neighbors.transport.config]
    passive-mode = true
    local-address = "$3"
EOF
  [ "$4" != ibgp ] || cat <<EOF
  [neighbors.route-reflector.config]
    route-reflector-client = true
    route-reflector-cluster-id = "10.0.0.2"
EOF
  for family in ipv4-unicast ipv6-unicast; do
    cat <<EOF
  [[neighbors.afi-safis]]
    [neighbors.afi-safis.config]
      afi-safi-name = "$family"
EOF
  done
}

config() {
  inject=65001 observe=65003
  [ "$1" != ibgp ] || inject=65002 observe=65002
  cat <<EOF
[global.config]
  as = 65002
  router-id = "10.0.0.2"
EOF
  neighbor 10.0.1.1 $inject 10.0.1.2 "$1"
  neighbor 10.0.3.3 $observe 10.0.3.2 "$1"
}

case $1 in
have) command -v gobgpd >/dev/null && command -v gobgp >/dev/null || { echo 'gobgpd is not installed'; exit 1; } ;;
version) gobgpd --version 2>&1 | sed 's/.*version /gobgp /' ;;
run)
  config "$3" >"$2/gobgpd.toml"
  exec gobgpd -t toml -f "$2/gobgpd.toml" -p
  ;;
rib)
  case $3 in *:*) family=ipv6 ;; *) family=ipv4 ;; esac
  gobgp global rib -a "$family" "$3"
  ;;
esac
