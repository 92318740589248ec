#!/usr/bin/env bash
# `Scripts/bench mesh`, inside a world of its own.
#
# node1 is there first. The machines after it join one by one and each is timed; the last of them, `moving`, is then the
# one whose endpoint changes. One more machine, `passing`, joins and is removed over and over.
set -euo pipefail
shopt -s inherit_errexit

LIBRARY=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source-path=SCRIPTDIR
for part in say world machines mesh quantiles changes metrics processes; do source "$LIBRARY/$part.sh"; done

nodes=$1
samples=$2
moving=node$((nodes + 1))
passing=node$((nodes + 2))
IDLE_SECONDS=60
RESTARTS=10

trap 'finish_world "$?"' EXIT
begin_world
export NMCTL_CONFIG=$WORLD/nmctl

# server_options: what mesh-probe needs to ask the server itself.
server_options() {
    printf '%s\n' "--server=https://$SERVER_ADDRESS:8081" "--pin=$(<"$WORLD/server/pin")" \
        "--token-file=$WORLD/session" "--network=$NETWORK"
}

agents() { cat "$WORLD"/machines/*/agent; }

# join_to_first_ping NAME ADDRESS: the machine joins; prints the milliseconds until its first ping was answered.
join_to_first_ping() {
    local since
    since=$(now_ms)
    join_machine "$1"
    # It ends at once while there is no route yet.
    until in_machine "$1" ping -n -q -c 1 -i 0.002 -w 10 "$2" >/dev/null 2>&1; do
        (($(now_ms) - since < 30000)) || fail "$1 -> node1: no answer within 30 s of its join"
    done
    echo "$(($(now_ms) - since))"
}

# pass_through: the passing machine joins anew, and everyone gets to know it.
pass_through() {
    in_machine "$passing" sh -c 'rm -rf /etc/netclient/*'
    in_machine "$passing" "$PROGRAMS/netclient" join --token-file "$WORLD/token" --daemon off >"$WORLD/passing.log" 2>&1 ||
        fail_with_log "$passing could not join" "$WORLD/passing.log"
    passing_key=$(field_of "$passing" publicKey)
    measure_change --present="$passing_key" "${everyone[@]}" >/dev/null
}

step "Make $((nodes + 2)) machines"
create_public_network
for ((number = 1; number <= nodes + 2; number++)); do create_machine "$number"; done

step "Start a server from nothing"
start_server
set_up_network >/dev/null
(umask 077 && jq --raw-output '[.. | .token? // empty] | first' "$NMCTL_CONFIG" >"$WORLD/session")
mapfile -t server < <(server_options)
record server_start_from_nothing_ms "$SERVER_START_MS"
record server_rss_0_agents_kb "$(resident_kb "$SERVER_PROCESS")"

step "Join $nodes machines, one by one"
join_machine node1
first=$(field_of node1 ipv4)
for ((number = 2; number <= nodes; number++)); do join_to_first_ping "node$number" "$first"; done >"$WORLD/joins"
record "server_rss_${nodes}_agents_kb" "$(resident_kb "$SERVER_PROCESS")"
join_to_first_ping "$moving" "$first" >>"$WORLD/joins"
record_quantiles join_to_first_ping ms <"$WORLD/joins"

step "Leave them alone for $IDLE_SECONDS s"
mapfile -t agents < <(agents)
mapfile -t tunnels < <(wireguard_processes)
before=("$(cpu_ms "${agents[@]}")" "$(cpu_ms "${tunnels[@]}")" "$(cpu_ms "$SERVER_PROCESS")")
sleep "$IDLE_SECONDS"
minutes_of_agents=$((${#agents[@]} * IDLE_SECONDS / 60))
record agent_idle_cpu_ms_per_minute "$((($(cpu_ms "${agents[@]}") - before[0]) / minutes_of_agents))"
record wireguard_go_idle_cpu_ms_per_minute "$((($(cpu_ms "${tunnels[@]}") - before[1]) / minutes_of_agents))"
record server_idle_cpu_ms_per_minute "$((($(cpu_ms "$SERVER_PROCESS") - before[2]) * 60 / IDLE_SECONDS))"
for agent in "${agents[@]}"; do resident_kb "$agent"; done | record_quantiles agent_rss kb

step "Change an endpoint, $samples times"
moving_number=$((nodes + 1))
ip route replace "$(machine_second_address "$moving_number")/32" dev public
in_machine "$moving" ip address add "$(machine_second_address "$moving_number")/32" dev eth0
key=$(field_of "$moving" publicKey)
port=$(field_of "$moving" listenPort)
unset 'MACHINES[-1]'
mapfile -t everyone < <(witnesses)
mapfile -t others < <(witnesses "$moving")
for ((sample = 1; sample <= samples; sample++)); do
    if ((sample % 2)); then endpoint=$(machine_second_address "$moving_number"):$port
    else endpoint=$(machine_address "$moving_number"):$port; fi
    measure_change --json --endpoint="$key=$endpoint" "${others[@]}" "${server[@]}" --move="$moving" --to="$endpoint"
done >"$WORLD/changes"
jq .last_ms "$WORLD/changes" | record_quantiles endpoint_change_to_last ms
jq .change_ms "$WORLD/changes" | record_quantiles endpoint_change_request ms

step "Remove a node, $samples times"
for ((sample = 1; sample <= samples; sample++)); do
    pass_through
    measure_change --json --absent="$passing_key" "${everyone[@]}" "${server[@]}" --remove="$passing"
done >"$WORLD/removals"
jq .last_ms "$WORLD/removals" | record_quantiles removal_to_last ms
jq .change_ms "$WORLD/removals" | record_quantiles removal_request ms
record "server_rss_after_$((2 * samples))_changes_kb" "$(resident_kb "$SERVER_PROCESS")"
for agent in "${agents[@]}"; do resident_kb "$agent"; done | record_quantiles "agent_rss_after_$((2 * samples))_changes" kb

step "Restart the server, $RESTARTS times"
for ((restart = 1; restart <= RESTARTS; restart++)); do
    kill -TERM "$SERVER_PROCESS"
    wait "$SERVER_PROCESS" || fail_with_log "the server did not end well" "$WORLD/server.log"
    start_server
    echo "$SERVER_START_MS"
done >"$WORLD/restarts"
record_quantiles server_restart ms <"$WORLD/restarts"
