# shellcheck shell=bash
# How long a change takes until the others' WireGuard has it, as the devices themselves say.

CHANGE_LIMIT_SECONDS=30

# witnesses NAME...: the options that name every machine but these to mesh-probe, one a line.
witnesses() {
    local name
    for name in "${MACHINES[@]}"; do
        [[ " $* " == *" $name "* ]] || printf '%s\n' "--machine=$name=${MACHINE_PROCESS[$name]}"
    done
}

# measure_change OPTION... -- COMMAND...: runs the command and watches devices until all meet the condition that the
# options give. Prints what mesh-probe prints, and fails when a device does not get there in time.
measure_change() {
    "$PROGRAMS/mesh-probe" --interface "$INTERFACE" --timeout "$CHANGE_LIMIT_SECONDS" "$@"
}
