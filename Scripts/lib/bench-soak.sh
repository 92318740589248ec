# shellcheck shell=bash
# The random histories of the tests, for as long as one likes.

# bench_soak HISTORIES SEED: fails when a history does; the test program says why, and which seed to begin with.
bench_soak() {
    local program numbers
    program=$(test_program)
    [[ $program ]] || fail "there is no test program in $PROGRAMS"
    numbers=$(mktemp)
    NETMAKER_HISTORIES=$1 NETMAKER_HISTORY_SEED=$2 NETMAKER_HISTORY_LENGTH=60 NETMAKER_HISTORY_NUMBERS=$numbers NO_COLOR=1 \
        "$program" --testing-library swift-testing --filter 'Peers are right' 2>&1 | without_beginnings ||
        fail "a history came to what it must not come to"
    local name number
    while read -r name number; do record "$name" "$number"; done <"$numbers"
    rm "$numbers"
}
