# shellcheck shell=bash
# Running the tests: here, and what this kernel does not allow under one that does.

# The test program is run itself, as `swift test` would: that loses lines of what the program says when there are many, and
# a test that was skipped must not get lost.

# What runs before the others, since it would hold up those that watch the clock: what computes for half a minute, and what
# keeps the event loops of all tests busy, emulates a machine, or is a browser.
HEAVY=(
    'Peers are right' 'A thousand connections|A request that does not get done|connections come without a pause'
    'Everything a caller chooses|Who may call the interface'
    'Under a real systemd' 'In a browser'
    'Plans of random declarations|What the interface can do|The help|Random texts|Values and their texts|declaration'
)

# How many tests run at once, an option of Swift Testing's. All of 1,400 at once share two processors so thinly that each
# takes a minute, and whoever waits for an answer for ten seconds does not get it.
WIDTH=24

# run_tests LOG: all tests, on this machine, as root.
run_tests() {
    local heavy others=() status=0
    for heavy in "${HEAVY[@]}"; do
        run_here "$1" --filter "$heavy" || status=$?
        others+=(--skip "$heavy")
    done
    run_here "$1" "${others[@]}" || status=$?
    return "$status"
}

# run_here LOG ARGUMENT...: some of them; LOG gets longer.
run_here() {
    local log=$1
    shift
    as_root env "PATH=$PATH" "HOME=$HOME" NO_COLOR=1 "$(test_program)" --testing-library swift-testing \
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

# without_beginnings: a test's end says all that its beginning did. Line by line: whoever waits sees how far it is.
without_beginnings() { sed --unbuffered '/^◇/d'; }

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
