#!/bin/sh
# gobgp.sh {have | version | run DIR MODE | rib DIR PREFIX | join DIR ASN NEIGHBOR...}: GoBGP as the daemon under test.
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

# In a network (net.sh): a neighbor is ASN:customer, ASN:peer or ASN:provider; the lower ASN dials. Export policies do
# not know where a route is from, so those of customers get a community of ours, and keep it.
policy() { # neighbors
  for kind in customer:200 peer:100 provider:50; do
    list=
    for neighbor; do
      [ "${neighbor#*:}" != "${kind%:*}" ] || list="$list, \"10.9.0.${neighbor%:*}/32\""
    done
    [ -n "$list" ] || list=', "10.9.0.255/32"'
    cat <<EOF
[[defined-sets.neighbor-sets]]
  neighbor-set-name = "${kind%:*}"
  neighbor-info-list = [${list#, }]
EOF
  done
  cat <<EOF
[[defined-sets.bgp-defined-sets.community-sets]]
  community-set-name = "ours"
  community-list = ["65000:1"]
[[policy-definitions]]
  name = "in"
EOF
  for kind in customer:200 peer:100 provider:50; do
    cat <<EOF
  [[policy-definitions.statements]]
    [policy-definitions.statements.conditions.match-neighbor-set]
      neighbor-set = "${kind%:*}"
    [policy-definitions.statements.actions]
      route-disposition = "accept-route"
    [policy-definitions.statements.actions.bgp-actions]
      set-local-pref = ${kind#*:}
EOF
    [ "${kind%:*}" != customer ] || cat <<EOF
    [policy-definitions.statements.actions.bgp-actions.set-community]
      options = "add"
    [policy-definitions.statements.actions.bgp-actions.set-community.set-community-method]
      communities-list = ["65000:1"]
EOF
  done
  cat <<EOF
[[policy-definitions]]
  name = "out"
  [[policy-definitions.statements]]
    [policy-definitions.statements.conditions.match-neighbor-set]
      neighbor-set = "customer"
    [policy-definitions.statements.actions]
      route-disposition = "accept-route"
  [[policy-definitions.statements]]
    [policy-definitions.statements.conditions.bgp-conditions.match-community-set]
      community-set = "ours"
    [policy-definitions.statements.actions]
      route-disposition = "accept-route"
EOF
}

join() { # asn, neighbors
  cat <<EOF
[global.config]
  as = $1
  router-id = "10.9.0.$1"
[global.apply-policy.config]
  import-policy-list = ["in"]
  default-import-policy = "reject-route"
  export-policy-list = ["out"]
  default-export-policy = "reject-route"
EOF
  asn=$1
  shift
  policy "$@"
  for neighbor; do
    [ "${neighbor%:*}" -gt "$asn" ] && passive=false || passive=true
    cat <<EOF
[[neighbors]]
  [neighbors.config]
    neighbor-address = "10.9.0.${neighbor%:*}"
    peer-as = ${neighbor%:*}
  [neighbors.transport.config]
    passive-mode = $passive
  [neighbors.timers.config]
    connect-retry = 2
EOF
  done
}

case $1 in
have) command -v gobgpd >/dev/null && command -v gobgp >/dev/null || { echo 'gobgpd is not installed'; exit 1; } ;;
version) gobgpd --version 2>&1 | sed 's/.*version /gobgp /' ;;
run)
  config "$3" >"$2/gobgpd.toml"
  exec gobgpd -t toml -f "$2/gobgpd.toml" -p
  ;;
join)
  dir=$2
  shift 2
  join "$@" >"$dir/gobgpd.toml"
  exec gobgpd -t toml -f "$dir/gobgpd.toml" -p
  ;;
rib)
  case $3 in *:*) family=ipv6 ;; *) family=ipv4 ;; esac
  gobgp global rib -a "$family" "$3"
  ;;
esac
