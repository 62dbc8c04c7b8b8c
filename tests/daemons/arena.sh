#!/bin/sh
# arena.sh COMMAND...: runs COMMAND where it and a daemon can talk and nobody else hears them.
#
# A network namespace of our own, with a second one in it for the daemon, joined by two wires:
#
#   10.0.1.1  2001:db8:1::1  fl-in  ---  fl-left   10.0.1.2  2001:db8:1::2
#   10.0.3.3  2001:db8:3::3  fl-out ---  fl-right  10.0.3.2  2001:db8:3::2
#
# Whatever was started in there ends with COMMAND, for all processes are in a namespace of their own too.
#
# COMMAND finds in ARENA_HOLDER the process that holds the daemon's. Without root a user namespace gives the right,
# where the kernel allows that; `arena.sh true` tells.
set -eu
if [ "${ARENA_HOLDER-none}" = none ]; then
  [ "$(id -u)" = 0 ] && flags=-n || flags=-rn
  ARENA_HOLDER='' exec unshare "$flags" --pid --fork --kill-child --mount-proc sh "$0" "$@"
fi

unshare -n sleep 1000000 &
ARENA_HOLDER=$!
export ARENA_HOLDER
trap 'exit 130' INT TERM
while [ "$(readlink /proc/$ARENA_HOLDER/ns/net)" = "$(readlink /proc/$$/ns/net)" ]; do sleep 0.01; done

wire() { # here, there, the number of the subnet, host here, host there
  ip link add name "$1" type veth peer name "$2"
  ip link set "$2" netns "$ARENA_HOLDER"
  ip address add "10.0.$3.$4/24" dev "$1"
  ip address add "2001:db8:$3::$4/64" dev "$1" nodad
  ip link set "$1" up
  there ip address add "10.0.$3.$5/24" dev "$2"
  there ip address add "2001:db8:$3::$5/64" dev "$2" nodad
  there ip link set "$2" up
}
there() { nsenter -n -t "$ARENA_HOLDER" "$@"; }

ip link set lo up
there ip link set lo up
wire fl-in fl-left 1 1 2
wire fl-out fl-right 3 3 2
"$@"
