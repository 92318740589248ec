# shellcheck shell=bash
# Words for people, and how long things take.

STEP_NAMES=()
STEP_MILLISECONDS=()
STEP_STARTED=''

# Milliseconds of the wall clock; only differences mean anything.
now_ms() { local now=${EPOCHREALTIME/[.,]/}; printf '%s' "$((10#$now / 1000))"; }

# seconds MILLISECONDS: the same as seconds with three decimals.
seconds() { printf '%d.%03d' "$(($1 / 1000))" "$(($1 % 1000))"; }

# step TITLE: ends the step before, and begins one.
step() {
    end_step
    STEP_NAMES+=("$1")
    STEP_STARTED=$(now_ms)
    printf '\n==> %s\n' "$1"
}

# end_step: says how long the current step took; nothing when there is none.
end_step() {
    [[ $STEP_STARTED ]] || return 0
    local took=$(($(now_ms) - STEP_STARTED))
    STEP_MILLISECONDS+=("$took")
    STEP_STARTED=''
    detail "took $(seconds "$took") s"
}

# steps_table: every step and its time.
steps_table() {
    end_step
    local index
    for index in "${!STEP_NAMES[@]}"; do
        printf '    %9s s  %s\n' "$(seconds "${STEP_MILLISECONDS[index]}")" "${STEP_NAMES[index]}"
    done
}

detail() { printf '    %s\n' "$*"; }

complain() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

# fail MESSAGE: the end of the script.
fail() {
    complain "$*"
    exit 1
}

# usage_error MESSAGE: the end of a script that was called wrongly.
usage_error() {
    complain "$*; see --help"
    exit 2
}
