# shellcheck shell=bash
# Running the tests: here, and what this kernel does not allow under one that does.

# The test program is run itself, as `swift test` would: that loses lines of what the program says when there are many, and
# a test that was skipped must not get lost.

# What has a process of its own, by the names of suites and tests: what one takes, those behind it do not. These wait more
# than they compute, and take longest: they run beside each other.
APART=('In a browser' 'With gateways' 'The programs' 'Under a real systemd')

# What runs before the others, since it would hold up those that watch the clock: what computes for half a minute, and what
# keeps the event loops of all tests busy; or since those would hold it up: a thousand answers, one after the other.
HEAVY=(
    'Peers are right' 'A thousand connections|A request that does not get done|connections come without a pause'
    'An agent that reads nothing|Agents over gRPC' 'Everything a caller chooses|Who may call the interface'
    'Plans of random declarations|What the interface can do|The help|Random texts|Values and their texts|declaration'
)

# How many tests run at once, an option of Swift Testing's. All of 1,900 at once share two processors so thinly that each
# takes a minute, and whoever waits for an answer for ten seconds does not get it.
WIDTH=12

# run_tests LOG: all tests, on this machine, as root.
run_tests() {
    local log=$1 lanes=() lane status=0
    # An emulated machine keeps a processor busy, and then a browser does; beside the machine are those that wait most.
    run_lane "$log.1" 0 'Under a real systemd' 'In a browser' &
    lanes+=($!)
    run_lane "$log.2" 0 'With gateways' 'The programs' &
    lanes+=($!)
    # What computes takes what those leave: some of them watch the clock.
    run_lane "$log.3" 10 "${HEAVY[@]}" || status=$?
    for lane in "${lanes[@]}"; do wait "$lane" || status=$?; done
    run_lane "$log.4" 0 . || status=$?
    cat "$log".* >"$log"
    rm "$log".*
    return "$status"
}

# run_lane LOG NICENESS NAMES...: those with such names, one after the other, without those that have a process before them.
run_lane() {
    local log=$1 niceness=$2 names other before status=0
    for names in "${@:3}"; do
        before=()
        for other in "${APART[@]}" "${HEAVY[@]}"; do
            [[ $other != "$names" ]] || break
            before+=(--skip "$other")
        done
        run_here "$log" "$niceness" --filter "$names" "${before[@]}" || status=$?
    done
    return "$status"
}

# run_here LOG NICENESS ARGUMENT...: some of them; LOG gets longer. Whoever interrupts the script, interrupts them. Where an
# error came from is said nowhere: Swift Testing would otherwise look for it whenever one is thrown.
run_here() {
    local log=$1 niceness=$2
    shift 2
    trap - INT
    as_root nice -n "$niceness" env "PATH=$PATH" "HOME=$HOME" NO_COLOR=1 SWT_SWIFT_ERROR_BACKTRACING_ENABLED=0 \
        "$(test_program)" --testing-library swift-testing \
        --experimental-maximum-parallelization-width "$WIDTH" "$@" 2>&1 |
        tee --append "$log" | without_beginnings
}

# run_skipped LOG OTHER: the tests and suites that LOG says were skipped, under a kernel that has WireGuard, into OTHER.
run_skipped() {
    local names
    names=$(names_of_skipped "$1")
    : >"$2"
    [[ ! $names ]] || run_elsewhere "$names" "$2" -t 600
}

# run_elsewhere NAMES OTHER OPTION...: the tests and suites whose names match, under a kernel that has WireGuard, into OTHER.
# The options are those of Scripts/kernel-vm.
run_elsewhere() {
    as_root env "PATH=$PATH" NO_COLOR=1 "$REPOSITORY/Scripts/kernel-vm" -e NO_COLOR "${@:3}" \
        -- "$(test_program)" --testing-library swift-testing --filter "$1" 2>&1 |
        tee "$2" | without_beginnings
}

# names_of_skipped LOG: the names of what LOG says was skipped, as one expression.
names_of_skipped() {
    skipped_in "$1" | cut -d '"' -f 2 | sed 's/[^a-zA-Z0-9 ]/./g' | paste --serial --delimiters '|'
}

test_program() { find "$PROGRAMS/" -maxdepth 1 -name '*.xctest' | head -n 1; }

# without_beginnings: a test's end says all that its beginning did. Line by line: whoever waits sees how far it is, and what
# runs beside does not get between.
without_beginnings() {
    python3 -c '
import os, sys
for line in sys.stdin.buffer:
    if not line.startswith("◇".encode()): os.write(1, line)'
}

# skipped_in LOG: a line for each test and suite that was skipped.
skipped_in() { grep --extended-regexp '^. (Test|Suite) ".*" skipped' "$1" || true; }

# never_run LOG OTHER: a line for each test and suite that was skipped in LOG and did not pass in OTHER.
never_run() {
    local line
    while IFS= read -r line; do
        [[ $line =~ ^.\ ((Test|Suite)\ \"[^\"]*\") ]] || continue
        grep --quiet --fixed-strings "✔ ${BASH_REMATCH[1]}" "$2" || printf '%s\n' "$line"
    done < <(skipped_in "$1")
}

# count_tests LOG...: how many tests passed and failed, by Swift Testing's own lines.
count_tests() {
    local passed failed
    passed=$(cat "$@" | grep --count '^✔ Test "' || true)
    failed=$(cat "$@" | grep --count '^✘ Test ".* failed after' || true)
    printf '%d passed, %d failed' "$passed" "$failed"
}
