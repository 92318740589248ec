# shellcheck shell=bash
# What a clean build costs, in seconds of processor time, and which modules cost most.

# bench_build: a clean debug build, tests included, and a clean release build, each in a folder of its own.
bench_build() {
    local folder
    folder=$(mktemp --directory "$REPOSITORY/.build/bench.XXXXXX")
    measure_build debug "$folder" --build-tests
    measure_build release "$folder" "${RELEASE_FLAGS[@]}"
    rm --recursive "$folder"
}

# measure_build NAME FOLDER FLAG...
measure_build() {
    local name=$1 folder=$2/$1 used=0
    shift 2
    mkdir -p "$folder/statistics"
    step "Build from nothing ($name)"
    count_cpu used swift_build "$@" --scratch-path "$folder/build" \
        -Xswiftc -stats-output-dir -Xswiftc "$folder/statistics" >"$folder/log" 2>&1 ||
        fail_with_log "the build failed" "$folder/log"
    record "build_${name}_cpu_s" "$used"
    module_seconds "$folder/statistics" >"$folder/modules"
    detail "$(awk -v all="$used" '{ swift += $1 } END { printf "%d s of it Swift, %d s C, links and the rest", swift, all - swift }' "$folder/modules")"
    head -n 15 "$folder/modules" | awk '{ printf "    %8.0f s  %s\n", $1, $2 }'
}

# module_seconds FOLDER: seconds and name of each Swift module, the heaviest first, by the compiler's own statistics.
module_seconds() {
    find "$1" -name '*.json' -exec cat {} + |
        awk -F '"' '$2 ~ /^time\.swift-frontend\..*\.(user|sys)$/ {
            # Its name is time.swift-frontend.<module>-<file or all>-<target>-<output>-<optimization>.user
            sub(/^time\.swift-frontend\./, "", $2)
            sub(/-.*/, "", $2)
            sub(/^: /, "", $3)
            seconds[$2] += $3
        }
        END { for (module in seconds) print seconds[module], module }' | sort --general-numeric-sort --reverse
}
