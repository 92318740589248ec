# shellcheck shell=bash
# The plans of links and devices, against real kernels, for as long as one likes.

# What each property suite is called, and where it runs: links on this machine's kernel, devices on one with WireGuard.
LINK_SOAK='Any link of the kernel'
DEVICE_SOAK="The kernel's device follows its plans"

# bench_kernel_soak PAIRS SEED: fails when a plan does not lead where it is to lead; the test program says which.
bench_kernel_soak() {
    local program
    program=$(test_program)
    [[ $program ]] || fail "there is no test program in $PROGRAMS"
    step "Lead links through $1 pairs of states, from seed $2"
    soak_suite link "$LINK_SOAK" "$1" \
        as_root env "PATH=$PATH" "NETMAKER_PAIRS=$1" "NETMAKER_SEED=$2" NO_COLOR=1 "$program"
    step "Lead devices through $1 pairs of states, from seed $2"
    # Without hardware help a kernel in a machine takes its time.
    soak_suite device "$DEVICE_SOAK" "$1" \
        as_root env "PATH=$PATH" "$REPOSITORY/Scripts/kernel-vm" -t 7200 -e NO_COLOR=1 -e "NETMAKER_PAIRS=$1" \
        -e "NETMAKER_SEED=$2" -- "$program"
}

# soak_suite NAME SUITE PAIRS COMMAND...: runs one suite, and fails as well when it did not run.
soak_suite() {
    local name=$1 suite=$2 pairs=$3 log started status=0
    shift 3
    log=$(mktemp)
    started=$(now_ms)
    "$@" --testing-library swift-testing --filter "${suite//[^a-zA-Z0-9]/.}" 2>&1 | tee "$log" | without_beginnings ||
        status=$?
    grep --quiet --fixed-strings "Suite \"$suite\"" "$log" || fail "the suite \"$suite\" did not run"
    ((status == 0)) || fail "a plan of a $name does not lead where it is to lead"
    ! grep --quiet --fixed-strings "Suite \"$suite\" skipped" "$log" || fail "the suite \"$suite\" was skipped"
    rm "$log"
    record "kernel_soak_${name}_pairs" "$pairs"
    record "kernel_soak_${name}_s" "$(seconds $(($(now_ms) - started)))"
}
