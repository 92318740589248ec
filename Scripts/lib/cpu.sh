# shellcheck shell=bash
# What was computed, in seconds of processor time: it repeats where elapsed time depends on who else is there.

# cpu_seconds: of this script's ended children, and theirs, so far.
cpu_seconds() {
    # utime and stime of waited-for children, in hundredths of a second (proc(5)).
    awk '{ printf "%.0f", ($16 + $17) / 100 }' "/proc/$$/stat"
}

# count_cpu VARIABLE COMMAND...: runs it, and sets VARIABLE to its seconds of processor time.
count_cpu() {
    local -n seconds_used=$1
    local before status=0
    shift
    before=$(cpu_seconds)
    "$@" || status=$?
    # shellcheck disable=SC2034  # the caller's
    seconds_used=$(($(cpu_seconds) - before))
    return "$status"
}
