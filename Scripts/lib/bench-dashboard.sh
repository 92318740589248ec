# shellcheck shell=bash
# What the dashboard takes: of who waits for a page, and of the server whose pages are open. A real server and a real
# browser share this machine's processors.

DASHBOARD_SIZES=(1000 10000)
DASHBOARD_STREAMS=(1 50 200)
# What is promised: the most that each number may be. Times are for a machine that others use too; counts and bytes are
# the same on every machine.
DASHBOARD_BARS=(
    first_page_requests=32 first_page_bytes=48000 first_page_usable_p50_ms=500
    first_page_again_requests=4 first_page_again_bytes=3000 first_page_again_usable_p50_ms=300
    overview_again_requests=6 overview_again_bytes=4000 overview_again_usable_p50_ms=400
    nodes_1000_rows_ms=600 nodes_1000_search_ms=400 nodes_1000_scroll_longest_frame_ms=100
    nodes_1000_change_seen_p50_ms=200 nodes_1000_page_memory_kb=4096
    nodes_10000_rows_ms=1000 nodes_10000_search_ms=600 nodes_10000_scroll_longest_frame_ms=150
    nodes_10000_change_seen_p50_ms=300 nodes_10000_page_memory_kb=16384
    streams_200_memory_kb_per_stream=64 streams_200_idle_bytes_per_minute=600
    streams_200_change_cpu_us=400 streams_200_change_bytes=400 streams_200_change_seen_p99_ms=600
)

# bench_dashboard: measures all.
bench_dashboard() (
    server=''
    if [[ $programs ]]; then
        PROGRAMS=$(cd "$programs" && pwd) || fail "there is no folder $programs"
    else
        step "Build the server and the probe (release)"
        build_release nm-server control-probe
    fi
    folder=$(mktemp --directory)
    # As `open_control_session` has it.
    (umask 077 && echo "correct horse battery staple" >"$folder/password")
    trap '[[ ! $server ]] || kill "$server"; rm --recursive --force "$folder"' EXIT
    for size in "${DASHBOARD_SIZES[@]}"; do
        step "Show a network of $size"
        "$PROGRAMS/control-probe" fill "$folder/$size/netmaker.sqlite" "$size" || fail "there is no database"
        start_control_server "$folder/$size"
        if ((size == DASHBOARD_SIZES[0])); then measure_page first; fi
        measure_page "$size"
        if ((size == DASHBOARD_SIZES[0])); then measure_streams; fi
        kill "$server" && wait "$server"
        server=''
    done
)

# measure_page WHAT: as a person waits for it.
measure_page() { record_dashboard pages.py "$url" "$server" "$folder/token" "$folder/password" "$1"; }

# measure_streams: with so many pages open at once.
measure_streams() {
    local count
    for count in "${DASHBOARD_STREAMS[@]}"; do record_dashboard streams.py "$url" "$server" "$folder/token" "$count"; done
}

# record_dashboard PROGRAM ARGUMENT...: every number that it prints.
record_dashboard() {
    local name number
    python3 -B "$LIBRARY/dashboard/$1" "${@:2}" >"$folder/numbers" || fail "$1 failed"
    while read -r name number; do record "$name" "$number"; done <"$folder/numbers"
}

# dashboard_table: all of it, for people, with what is promised.
dashboard_table() {
    metrics_table
    echo
    bars_table "${DASHBOARD_BARS[@]}"
}
