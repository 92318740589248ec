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
    swift build "${BUILD_FLAGS[@]}" "${flags[@]}" --build-tests || fail "the build failed"
    PROGRAMS=$(swift build "${BUILD_FLAGS[@]}" "${flags[@]}" --show-bin-path)
    step "Test under the $1 sanitizer"
    # LeakSanitizer would report what the Swift runtime keeps for ever. Time limits of tests are made for the plain build,
    # and hold here when few tests run at a time.
    as_root env "PATH=$PATH" "HOME=$HOME" NO_COLOR=1 ASAN_OPTIONS=detect_leaks=0 NETMAKER_HISTORIES=8 \
        "$(test_program)" --testing-library swift-testing --skip "$UNSANITIZED" \
        --experimental-maximum-parallelization-width "$(nproc)" 2>&1 | tee "$2" | without_beginnings || status=$?
    if grep --quiet --extended-regexp '^(WARNING|SUMMARY|==[0-9]+==ERROR): ' "$2"; then
        complain "the $1 sanitizer reports:"
        grep '^SUMMARY' "$2" | sort | uniq --count >&2 || true
        status=1
    fi
    return "$status"
}
