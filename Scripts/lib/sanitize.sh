# shellcheck shell=bash
# The tests under the thread and the address sanitizer: each needs a build of its own, in a folder of its own.

# Whole flows are left out: they are other processes, which a sanitizer makes several times slower.
UNSANITIZED='^ScenarioTests[.]'

# run_sanitized thread|address LOG: builds the tests and runs them; fails when one fails or the sanitizer reports.
run_sanitized() {
    local folder=$REPOSITORY/.build/$1 flags=(--sanitize "$1" --scratch-path "$REPOSITORY/.build/$1") status=0
    mkdir -p "$folder"
    if [[ $1 == thread ]]; then
        clang -O2 -Wall -Werror -fPIC -c "$LIBRARY/thread-sanitizer.c" -o "$folder/thread-sanitizer.o" ||
            fail "Scripts/lib/thread-sanitizer.c does not compile"
        flags+=(-Xlinker "$folder/thread-sanitizer.o")
    fi
    step "Build for the $1 sanitizer"
    swift_build "${flags[@]}" --build-tests || fail "the build failed"
    PROGRAMS=$(swift_build "${flags[@]}" --show-bin-path)
    step "Test under the $1 sanitizer"
    # LeakSanitizer would report what the Swift runtime keeps for ever. Time limits of tests are made for the plain build,
    # and hold here when few tests run at a time.
    as_root env "PATH=$PATH" "HOME=$HOME" NO_COLOR=1 ASAN_OPTIONS=detect_leaks=0 NETMAKER_HISTORIES=8 \
        "$(test_program)" --testing-library swift-testing --skip "$UNSANITIZED" \
        --experimental-maximum-parallelization-width "$(nproc)" 2>&1 | tee "$2" | without_beginnings || status=$?
    [[ $1 == thread ]] || run_netlink_sanitized "$2" "$2.kernel" || status=$?
    if cat "$2"* | grep --quiet --extended-regexp '^(WARNING|SUMMARY|==[0-9]+==ERROR): '; then
        complain "the $1 sanitizer reports:"
        cat "$2"* | grep '^SUMMARY' | sort | uniq --count >&2 || true
        status=1
    fi
    return "$status"
}

# run_netlink_sanitized LOG OTHER: what LOG says was skipped on this kernel, and all that speaks netlink, under a kernel that
# has WireGuard, into OTHER; fails when something is skipped there as well.
run_netlink_sanitized() {
    local names status=0 skipped
    names=$(names_of_skipped "$1")
    step "Test what this kernel cannot, under the address sanitizer and a kernel that has WireGuard"
    # An emulated processor is slow at what the sanitizer adds, and the guest needs the sanitizer's memory as well.
    run_elsewhere "^NetlinkTests[.]${names:+|$names}" "$2" -t 1800 -m 4096 -e ASAN_OPTIONS=detect_leaks=0 || status=$?
    skipped=$(never_run "$1" "$2")
    if [[ $skipped ]]; then
        complain "skipped although they should run under the address sanitizer:"
        printf '%s\n' "$skipped" >&2
        status=1
    fi
    return "$status"
}
