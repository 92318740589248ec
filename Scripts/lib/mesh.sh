# shellcheck shell=bash
# A server, its first admin, a network, and machines that join it.

NETWORK=demo
INTERFACE=nm-$NETWORK
NETWORK_RANGES=(--range 10.20.0.0/16 --range6 fd00:20::/64)
START_LIMIT_MS=30000

# start_server: starts it from nothing and waits until it is ready. Sets SERVER_PROCESS.
start_server() {
    local since
    since=$(now_ms)
    "$PROGRAMS/nm-server" --data-dir "$WORLD/server" --public-address "$SERVER_ADDRESS" \
        >"$WORLD/server.log" 2>&1 &
    SERVER_PROCESS=$!
    until curl --silent --fail --insecure --max-time 2 --output /dev/null "https://$SERVER_ADDRESS:8081/readyz"; do
        kill -0 "$SERVER_PROCESS" 2>/dev/null || fail_with_log "the server ended" "$WORLD/server.log"
        (($(now_ms) - since < START_LIMIT_MS)) || fail_with_log "the server did not get ready" "$WORLD/server.log"
    done
    SERVER_START_MS=$(($(now_ms) - since))
}

nmctl() { NMCTL_CONFIG=$WORLD/nmctl "$PROGRAMS/nmctl" "$@"; }

# set_up_network: the first admin, the network, and an access key whose token is kept in a file.
set_up_network() {
    (umask 077 && head -c 18 /dev/urandom | base64 >"$WORLD/password")
    nmctl setup --server "https://$SERVER_ADDRESS:8081" --pin "$(<"$WORLD/server/pin")" \
        --code-file "$WORLD/server/setup-code" --user admin --password-file "$WORLD/password" | sed 's/^/    /'
    nmctl network create "$NETWORK" "${NETWORK_RANGES[@]}" | sed 's/^/    /'
    (umask 077 && nmctl key create "$NETWORK" --uses unlimited -o json | jq --raw-output .token >"$WORLD/token")
}

# join_machine NAME: enrols it and starts its agent. Returns when it has joined.
join_machine() {
    local home=$WORLD/machines/$1
    in_machine "$1" "$PROGRAMS/netclient" join --token-file "$WORLD/token" --daemon off \
        >"$home/join.log" 2>&1 || fail_with_log "$1 could not join" "$home/join.log"
    start_agent "$1"
}

# start_agent NAME: starts the agent of a machine that has joined; its process id stands in the machine's folder.
start_agent() {
    local home=$WORLD/machines/$1
    (exec nsenter --target "${MACHINE_PROCESS[$1]}" "${ON_MACHINE[@]}" -- \
        "$PROGRAMS/netclient" daemon -n "$NETWORK") >"$home/agent.log" 2>&1 </dev/null &
    echo "$!" >"$home/agent"
}

# join_all: every machine at once.
join_all() {
    local name pending=() process
    for name in "${MACHINES[@]}"; do
        (join_machine "$name") &
        pending+=("$!")
    done
    for process in "${pending[@]}"; do wait "$process" || fail "a machine could not join"; done
}

# await_applied: waits until every node's agent says that all it was told is in force. A machine that is talked to before
# it knows who talks does not answer, and WireGuard asks again only after 5 s.
await_applied() {
    local since behind
    since=$(now_ms)
    while behind=$(nmctl node list "$NETWORK" -o json |
        jq --raw-output '[.[] | select(.live.status != "applied").name] | join(", ")') && [[ $behind ]]; do
        (($(now_ms) - since < START_LIMIT_MS)) || fail "not up to date after $((START_LIMIT_MS / 1000)) s: $behind"
        sleep 0.1
    done
}

# addresses_of FAMILY: "name address" lines of all nodes; FAMILY is ipv4 or ipv6.
addresses_of() { nmctl node list "$NETWORK" -o json | jq --raw-output --arg family "$1" '.[] | "\(.name) \(.[$family])"'; }

# field_of NAME FIELD: one field of a node, as the server knows it.
field_of() { nmctl node show "$NETWORK" "$1" -o json | jq --raw-output ".$2"; }

# fail_with_log MESSAGE FILE: the end, with the last words of who failed.
fail_with_log() {
    tail --lines 20 "$2" >&2
    fail "$1"
}
