#!/usr/bin/env bash
# `Scripts/bench agent`, inside a world of its own.
#
# Three machines first, of which node1 is looked at: what it notices of events that are not its own, how long it takes
# to a first answer after a start without the server, and what it says when nothing happens. Then node1 alone among many
# nodes that are in a server's database only: what one agent takes with so many peers. Then node1 in ten networks.
set -euo pipefail
shopt -s inherit_errexit

LIBRARY=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source-path=SCRIPTDIR
for part in say world machines mesh quantiles metrics processes; do source "$LIBRARY/$part.sh"; done

changes=$1
idle_seconds=$2
SIZES=(10 1000 10000)
NETWORKS=10
STARTS=10
JOINS=5

REPOSITORY=$(cd "$LIBRARY/../.." && pwd)

trap 'finish_world "$?"' EXIT
begin_world
export NMCTL_CONFIG=$WORLD/nmctl

agent_of() { cat "$WORLD/machines/$1/agent"; }

# used_us PROCESS: microseconds of processor time of all its threads so far, those included that have ended: by the clock
# that the kernel has of every process (clock_getcpuclockid(3)), which counts finer than /proc does.
used_us() { python3 -c 'import sys, time; print(time.clock_gettime_ns((~int(sys.argv[1]) << 3) | 2) // 1000)' "$1"; }

stop_agent() {
    local process
    process=$(agent_of "$1")
    kill "-$2" "$process"
    wait "$process" || true
}

stop_server() {
    kill -TERM "$SERVER_PROCESS"
    wait "$SERVER_PROCESS" || fail_with_log "the server did not end well" "$WORLD/server.log"
}

# longest_gap NAME COMMAND...: node1 pings node2 fifty times a second while the command runs and a second after it; records
# the longest time between two answers, less the 20 ms that lie between two questions, and how many were lost.
longest_gap() {
    local name=$1 pinger
    shift
    (exec nsenter --target "${MACHINE_PROCESS[node1]}" --net -- ping -n -D -i 0.02 "$second") >"$WORLD/gap" 2>&1 &
    pinger=$!
    until (($(grep --count 'bytes from' "$WORLD/gap") > 25)); do sleep 0.05; done
    "$@" >"$WORLD/event.log" 2>&1 || fail_with_log "$name went wrong" "$WORLD/event.log"
    sleep 1
    kill -INT "$pinger"
    wait "$pinger" || true
    record "gap_${name}_ms" "$(sed -n 's/^\[\([0-9.]*\)\] .* bytes from .*/\1/p' "$WORLD/gap" | awk '
        { if (last && $1 - last > most) most = $1 - last; last = $1 }
        END { gap = most * 1000 - 20; printf "%.0f\n", (gap > 0 ? gap : 0) }')"
    record "gap_${name}_lost" "$(awk '/packets transmitted/ { print $1 - $4 }' "$WORLD/gap")"
}

make_gateway() { nmctl gateway egress set "$NETWORK" node3 --range 192.168.77.0/24 --wait; }
unmake_gateway() { nmctl gateway egress unset "$NETWORK" node3 --wait; }
rename_peer() { nmctl node update "$NETWORK" node2 --name renamed --wait; }
join_others() {
    local number
    for ((number = 1; number <= JOINS; number++)); do
        in_machine node4 "$PROGRAMS/netclient" join --token-file "$WORLD/token" --daemon off
        in_machine node4 "$PROGRAMS/netclient" leave -n "$NETWORK"
    done
}
restart_agent() {
    stop_agent node1 "$1"
    start_agent node1
    await_applied
}
restart_server() {
    stop_server
    start_server
    await_applied
}

# start_without_server: as after a reboot: no interface, nothing in /run. Prints the milliseconds to the first answer.
start_without_server() {
    local since tunnel
    stop_agent node1 TERM
    for tunnel in $(pgrep --exact --ns "${MACHINE_PROCESS[node1]}" --nslist net wireguard-go); do kill "$tunnel"; done
    in_machine node1 sh -c 'ip link delete "$1" 2>/dev/null; rm -rf /run/netclient' sh "$INTERFACE" || true
    while in_machine node1 ip link show "$INTERFACE" >/dev/null 2>&1; do sleep 0.01; done
    since=$(now_ms)
    start_agent node1
    # It ends at once while there is no route yet.
    until in_machine node1 ping -n -q -c 1 -i 0.002 -w 5 "$second" >/dev/null 2>&1; do
        (($(now_ms) - since < 30000)) || fail_with_log "no answer within 30 s of a start" "$WORLD/machines/node1/agent.log"
    done
    echo "$(($(now_ms) - since))"
}

# bytes_with_server: what has gone between node1 and the server so far, with the headers of IP and TCP.
bytes_with_server() {
    in_machine node1 nft -j list table inet bench |
        jq '[.nftables[] | .counter? // empty | .bytes] | add'
}

# measure_quiet PREFIX: what node1's agent takes when nothing happens; a while after its start, when that is behind it.
measure_quiet() {
    local process before
    process=$(agent_of node1)
    sleep 15
    before=$(used_us "$process")
    sleep "$idle_seconds"
    # In tenths of a microsecond a millisecond: what goes on anyway is no cost of a change.
    idle_rate=$((($(used_us "$process") - before) * 10 / (idle_seconds * 1000)))
    record "$1_idle_cpu_ms_per_minute" \
        "$(awk -v used="$(($(used_us "$process") - before))" -v seconds="$idle_seconds" \
            'BEGIN { printf "%.1f", used / 1000 * 60 / seconds }')"
    record "$1_rss_kb" "$(resident_kb "$process")"
    record "$1_rss_anonymous_kb" "$(awk '$1 == "RssAnon:" { print $2 }' "/proc/$process/status")"
    record "$1_rss_file_kb" "$(awk '$1 == "RssFile:" { print $2 }' "/proc/$process/status")"
}

# account_memory PREFIX: whose node1's agent's resident memory is.
account_memory() {
    local name kilobytes
    python3 "$LIBRARY/memory-account.py" "$(agent_of node1)" <"$WORLD/symbols" >"$WORLD/account"
    while read -r name kilobytes; do record "$1_memory_${name}_kb" "$kilobytes"; done <"$WORLD/account"
}

# change_peers COUNT FIRST-PORT: so many changes of a peer's endpoint, each waited for.
change_peers() {
    local change
    for ((change = 1; change <= $1; change++)); do
        nmctl node update "$NETWORK" "machine-$((1 + change % 10))" --endpoint "203.0.113.9:$(($2 + change))" --wait \
            --quiet >/dev/null
    done
}

# leave_all: node1 is in no network.
leave_all() {
    local network
    for network in "$@"; do in_machine node1 "$PROGRAMS/netclient" leave -n "$network" >/dev/null; done
}

step "Make 4 machines, of which 3 join"
create_public_network
for ((number = 1; number <= 4; number++)); do create_machine "$number"; done
start_server
set_up_network >/dev/null
for name in node1 node2 node3; do join_machine "$name"; done
await_applied
second=$(field_of node2 ipv4)
in_machine node1 ping -n -q -c 3 -i 0.2 -w 20 "$second" >/dev/null || fail "node1 does not reach node2"

step "Ping a peer while others change"
longest_gap nothing true
longest_gap gateway make_gateway
longest_gap gateway_removal unmake_gateway
longest_gap rename rename_peer
longest_gap "${JOINS}_joins_and_leaves" join_others
longest_gap agent_restart restart_agent TERM
longest_gap agent_kill restart_agent KILL
longest_gap server_restart restart_server

step "Do nothing for $idle_seconds s"
in_machine node1 nft -f - <<NFT
table inet bench {
    counter in { }
    counter out { }
    chain incoming {
        type filter hook input priority 0
        ip saddr $SERVER_ADDRESS tcp sport 50051 counter name in
    }
    chain outgoing {
        type filter hook output priority 0
        ip daddr $SERVER_ADDRESS tcp dport 50051 counter name out
    }
}
NFT
before=$(bytes_with_server)
measure_quiet agent_3_nodes
record idle_bytes_per_day "$((($(bytes_with_server) - before) * 86400 / (idle_seconds + 15)))"
in_machine node1 nft delete table inet bench

step "Start without a server, $STARTS times"
stop_server
for ((start = 1; start <= STARTS; start++)); do start_without_server; done >"$WORLD/starts"
record_quantiles start_to_first_ping_without_server ms <"$WORLD/starts"
start_server
await_applied
stop_agent node1 TERM
leave_all "$NETWORK"
stop_server

step "Do the least that a change takes, $changes times"
cc -O2 -o "$WORLD/floor" "$REPOSITORY/Benchmarks/agent-floor/floor.c"
record change_floor_cpu_us "$("$WORLD/floor" "$changes" "$WORLD/floor.log" "$PROGRAMS/nmctl --version >/dev/null")"
nm --print-size --defined-only "$PROGRAMS/netclient" >"$WORLD/symbols"

for size in "${SIZES[@]}"; do
    step "Be one of $((size + 1)) nodes"
    rm --recursive --force "$WORLD/server" "$NMCTL_CONFIG"
    "$PROGRAMS/control-probe" fill "$WORLD/server/netmaker.sqlite" "$size" || fail "there is no database"
    NETWORK=harbor INTERFACE=nm-harbor
    start_server
    nmctl setup --server "https://$SERVER_ADDRESS:8081" --pin "$(<"$WORLD/server/pin")" \
        --code-file "$WORLD/server/setup-code" --user admin --password-file "$WORLD/password" >/dev/null
    (umask 077 && nmctl key create "$NETWORK" --uses unlimited -o json | jq --raw-output .token >"$WORLD/token")
    join_machine node1
    until [[ $(nmctl node show "$NETWORK" node1 -o json | jq --raw-output .live.status) == applied ]]; do sleep 0.2; done
    measure_quiet "agent_${size}_peers"
    account_memory "agent_${size}_peers"
    process=$(agent_of node1)
    before=$(used_us "$process") since=$(now_ms)
    change_peers "$changes" 20000
    used=$(($(used_us "$process") - before - ($(now_ms) - since) * idle_rate / 10))
    record "agent_${size}_peers_change_cpu_us" "$((used / changes))"
    record "agent_${size}_peers_rss_after_changes_kb" "$(resident_kb "$process")"
    stop_agent node1 TERM
    leave_all "$NETWORK"
    stop_server
done

step "Be in $NETWORKS networks"
rm --recursive --force "$WORLD/server" "$NMCTL_CONFIG"
start_server
nmctl setup --server "https://$SERVER_ADDRESS:8081" --pin "$(<"$WORLD/server/pin")" \
    --code-file "$WORLD/server/setup-code" --user admin --password-file "$WORLD/password" >/dev/null
joined=()
for ((number = 1; number <= NETWORKS; number++)); do
    nmctl network create "net$number" --range "10.$((100 + number)).0.0/16" >/dev/null
    (umask 077 && nmctl key create "net$number" -o json | jq --raw-output .token >"$WORLD/token")
    in_machine node1 "$PROGRAMS/netclient" join --token-file "$WORLD/token" --daemon off >/dev/null
    joined+=("net$number")
done
(exec nsenter --target "${MACHINE_PROCESS[node1]}" "${ON_MACHINE[@]}" -- "$PROGRAMS/netclient" daemon) \
    >"$WORLD/machines/node1/agent.log" 2>&1 </dev/null &
echo "$!" >"$WORLD/machines/node1/agent"
for network in "${joined[@]}"; do
    until [[ $(nmctl node show "$network" node1 -o json | jq --raw-output .live.status) == applied ]]; do sleep 0.2; done
done
measure_quiet "agent_${NETWORKS}_networks"
stop_agent node1 TERM
leave_all "${joined[@]}"
