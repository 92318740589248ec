# shellcheck shell=bash
# How long a change takes until the others' WireGuard has it, as the devices themselves say.

CHANGE_LIMIT_SECONDS=30

# others NAME...: "name=process" of every machine but these, as mesh-probe takes them.
others() {
    local name
    for name in "${MACHINES[@]}"; do
        [[ " $* " == *" $name "* ]] || printf '%s=%s\n' "$name" "${MACHINE_PROCESS[$name]}"
    done
}

# measure_change CONDITION... -- MACHINE... -- COMMAND...: runs the command and watches the devices of the machines
# until all meet the condition. Prints what mesh-probe prints; fails when one does not in time.
measure_change() {
    local condition=()
    while [[ $1 != -- ]]; do condition+=("$1") && shift; done
    shift
    "$PROGRAMS/mesh-probe" --interface "$INTERFACE" --timeout "$CHANGE_LIMIT_SECONDS" "${condition[@]}" "$@" 3>&-
}
