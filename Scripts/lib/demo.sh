#!/usr/bin/env bash
# The demo's story, inside a world of its own. Called by Scripts/demo.
set -euo pipefail
shopt -s inherit_errexit

LIBRARY=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source-path=SCRIPTDIR
for part in say world machines mesh pings quantiles changes; do source "$LIBRARY/$part.sh"; done

# explain_keeping NAME: how to look around in what was left running.
explain_keeping() {
    cat <<TEXT

    It goes on running. As root:
        Scripts/demo --enter $WORLD $1                  a shell on a machine
        Scripts/demo --enter $WORLD $1 wg show          one command there
        Scripts/demo --enter $WORLD server nmctl node list $NETWORK
        Scripts/demo --end $WORLD
    What the server and the agents said stands in $WORLD/*.log and $WORLD/machines/*/*.log
TEXT
}

# end: whatever came, the world hears of it.
end() {
    local status=$?
    [[ ! ${WORLD_KEPT-} ]] || explain_keeping node1
    finish_world "$status"
}
trap end EXIT

begin_world
nodes=$1
removed=node$nodes
moved=node2

step "Make $nodes machines on a public network"
create_public_network
for ((number = 1; number <= nodes; number++)); do create_machine "$number"; done
detail "${MACHINES[0]} ($(machine_address 1)) to ${MACHINES[-1]} ($(machine_address "$nodes"))"

step "Start a server from nothing"
start_server
detail "ready after $(seconds "$SERVER_START_MS") s at https://$SERVER_ADDRESS:8081"

step "Make the first admin, a dual-stack network and an access key"
set_up_network

step "Join the machines, all at once"
join_all
await_applied
nmctl node list "$NETWORK" | sed 's/^/    /'

step "Wait until every pair pings"
ping_all ipv4
ping_all ipv6
ping_matrix

step "Look at the WireGuard of ${MACHINES[0]} ($WIREGUARD)"
in_machine "${MACHINES[0]}" wg show "$INTERFACE"

export NMCTL_CONFIG=$WORLD/nmctl

step "Remove $removed"
mapfile -t others < <(witnesses "$removed")
key=$(field_of "$removed" publicKey)
told=$(measure_change --absent="$key" "${others[@]}" -- "$PROGRAMS/nmctl" node remove "$NETWORK" "$removed")
detail "$told"
unset 'MACHINES[-1]'

step "Move $moved to another public address, pings going on"
mapfile -t others < <(witnesses "$moved")
address=$(field_of "$moved" ipv4)
key=$(field_of "$moved" publicKey)
endpoint=$(machine_second_address 2):$(field_of "$moved" listenPort)
start_pings "$moved" "$address"
sleep 1
move_machine 2
told=$(measure_change --endpoint="$key=$endpoint" "${others[@]}" -- \
    "$PROGRAMS/nmctl" node update "$NETWORK" "$moved" --endpoint "$endpoint")
detail "$told"
in_machine "${MACHINES[0]}" ping -n -q -c 1 -w 10 "$address" >/dev/null ||
    fail "${MACHINES[0]} -> $moved: no answer at its new address"
sleep 1
stop_pings

end_step
printf '\n==> Done\n'
steps_table
