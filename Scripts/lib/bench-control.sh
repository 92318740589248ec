# shellcheck shell=bash
# What the control plane takes: to decide and commit, to answer people, to let machines in, to hold many. Clients and server
# share this machine's processors, as those of a small installation do; the server's own processor time is counted apart.

CONTROL_SIZES=(100 1000 10000)
CONTROL_CLIENTS=32
# What is promised: the most that each number may be. To decide and commit a join takes a millisecond at most; TLS and gRPC
# with a stranger are the rest of what one costs the server.
CONTROL_BARS=(
    server_10000_join_server_cpu_ms=2 change_join_10000_cpu_us=1000 change_endpoint_10000_cpu_us=1000
    change_join_cpu_10000_vs_100_ratio=1.5 change_endpoint_cpu_10000_vs_100_ratio=1.5 server_10000_fsyncs_per_join=0.5
    seconds_for_250_joins=1
)

# bench_control: measures all.
bench_control() (
    server=''
    step "Build the server and the probe (release)"
    build_release nm-server control-probe
    folder=$(mktemp --directory)
    trap '[[ ! $server ]] || kill "$server"; rm --recursive --force "$folder"' EXIT
    for size in "${CONTROL_SIZES[@]}"; do
        step "Decide and commit in a network of $size"
        record_probe change changes "$folder/changes-$size/netmaker.sqlite" "$size"
    done
    for size in "${CONTROL_SIZES[@]}"; do
        step "Serve a network of $size"
        "$PROGRAMS/control-probe" fill "$folder/$size/netmaker.sqlite" "$size" || fail "there is no database"
        start_control_server "$folder/$size"
        record "server_${size}_memory_kb" "$(memory_of "$server")"
        if ((size == 1000)); then measure_requests "$folder/token"; fi
        measure_joins "$size"
        record "server_${size}_memory_after_kb" "$(memory_of "$server")"
        kill "$server" && wait "$server"
        server=''
    done
    record_ratios
)

# record_probe PREFIX ARGUMENT...: every number that the probe prints.
record_probe() {
    local prefix=$1 name number
    shift
    "$PROGRAMS/control-probe" "$@" >"$folder/probe" || fail "the probe failed"
    while read -r name number; do record "${prefix}_$name" "$number"; done <"$folder/probe"
}

# start_control_server DATA: sets server, url, agents, metrics and pin, and writes a session's token to $folder/token.
start_control_server() {
    local since log=$1/log
    since=$(now_ms)
    "$PROGRAMS/nm-server" --data-dir "$1" --listen 127.0.0.1 --public-address 127.0.0.1 --api-port 0 --agents-port 0 \
        --metrics-address 127.0.0.1:0 >"$log" 2>&1 &
    server=$!
    until grep --quiet '^ready$' "$log"; do
        kill -0 "$server" 2>/dev/null || fail_with_log "the server ended" "$log"
        (($(now_ms) - since < 30000)) || fail_with_log "the server did not start" "$log"
        sleep 0.02
    done
    record "server_${size}_start_ms" "$(($(now_ms) - since))"
    url=$(grep --only-matching --max-count 1 'https://[^ ]*' "$log")
    pin=$(cat "$1/pin")
    agents=$(curl --silent --insecure "$url/api/v1/server" --header "Authorization: Bearer $(open_control_session "$1")" |
        jq --raw-output .agents)
    metrics=$(grep --only-matching --max-count 1 'http://[^ ]*' "$log")
}

# open_control_session DATA: makes the first admin; writes the token of their session, and says it.
open_control_session() {
    jq --null-input --arg code "$(head -n 1 "$1/setup-code")" \
        '{code: $code, user: "admin", password: "correct horse battery staple"}' |
        curl --silent --show-error --insecure --fail --json @- "$url/api/v1/setup" | jq --raw-output .token |
        (umask 077 && tee "$folder/token")
}

# measure_requests TOKEN: one caller after the other, and as many at once as a busy dashboard has.
measure_requests() {
    local clients
    for clients in 1 16; do
        record_probe rest requests list --server "$url" --pin "$pin" --token-file "$1" --clients "$clients" --count 200
        record_probe rest requests read --server "$url" --pin "$pin" --token-file "$1" --clients "$clients" --count 5000
        record_probe rest requests write --server "$url" --pin "$pin" --token-file "$1" --clients "$clients" --count 2000
    done
    record rest_list_bytes "$(curl --silent --insecure --header "Authorization: Bearer $(cat "$1")" \
        "$url/api/v1/networks/harbor/nodes" | wc --bytes)"
}

# measure_joins SIZE: by many machines at once, with the server's processor time and its flushes to disk for each.
measure_joins() {
    local cpu commits count=1000
    cpu=$(cpu_of "$server") commits=$(metric netmaker_commits_total)
    record_probe "server_$1" joins --server "$agents" --pin "$pin" --clients "$CONTROL_CLIENTS" --count "$count" \
        --first "$((2 * $1 + 1))"
    record "server_$1_join_server_cpu_ms" "$(awk -v used="$(($(cpu_of "$server") - cpu))" -v count="$count" \
        'BEGIN { printf "%.3f", used * 10 / count }')"
    record "server_$1_fsyncs_per_join" "$(awk -v commits="$(($(metric netmaker_commits_total) - commits))" \
        -v count="$count" 'BEGIN { printf "%.3f", commits / count }')"
}

# cpu_of PROCESS: hundredths of a second of processor time so far (proc(5)).
cpu_of() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"; }

memory_of() { awk '$1 == "VmRSS:" { print $2 }' "/proc/$1/status"; }

metric() { curl --silent --fail "$metrics" | awk -v name="$1" '$1 == name { print $2 }'; }

# record_ratios: what is promised of several numbers together.
record_ratios() {
    local name
    for name in join endpoint; do
        record "change_${name}_cpu_10000_vs_100_ratio" "$(awk -v name="change_${name}" '
            $1 == name "_100_cpu_us" { small = $2 } $1 == name "_10000_cpu_us" { large = $2 }
            END { printf "%.3f", large / small }' "$METRICS")"
    done
    record seconds_for_250_joins "$(awk '
        /^server_[0-9]+_joins_per_s / { if (!slowest || $2 < slowest) slowest = $2 } END { printf "%.3f", 250 / slowest }
    ' "$METRICS")"
}

# control_table: all of it, for people, with what is promised.
control_table() {
    metrics_table
    echo
    bars_table "${CONTROL_BARS[@]}"
}
