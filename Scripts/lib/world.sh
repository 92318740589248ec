# shellcheck shell=bash
# A world: process, mount, network and host name namespaces of their own, with one folder on disk.
#
# Everything in it lives as long as its first process and no longer, also what made itself a daemon, and whatever ends
# the script: the kernel cleans up, by namespace, and nothing outside has changed. Worlds know nothing of each other, so
# any number of them run side by side.

# run_world KEEP SCRIPT [ARGUMENT...]: makes a world, whose first process is SCRIPT with $WORLD as its folder.
#
# SCRIPT begins with `begin_world` and hands its status to `finish_world` in the end, which is this function's. Then the
# world ends too, but for KEEP equal to `keep`.
run_world() {
    local keep=$1
    shift
    WORLD=$(mktemp --directory "${TMPDIR:-/var/tmp}/netmaker-world.XXXXXX")
    export WORLD PROGRAMS WIREGUARD
    ln --symbolic "$PROGRAMS" "$WORLD/programs"
    # What is said inside comes over pipes with names: a world that is kept holds nothing of ours open.
    mkfifo "$WORLD/output" "$WORLD/errors"
    {
        unshare --fork --kill-child --pid --mount-proc --net --mount --uts -- bash "$@"
        # Nobody may have come to open the pipes.
        : <>"$WORLD/output" <>"$WORLD/errors"
    } </dev/null >"$WORLD/keeper.log" 2>&1 &
    WORLD_KEEPER=$!
    trap end_world EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    cat "$WORLD/errors" >&2 &
    cat "$WORLD/output"
    [[ -f $WORLD/verdict ]] || fail "the world ended early: $(<"$WORLD/keeper.log")"
    if [[ $keep == keep ]]; then
        printf '%s %s\n' "$(world_first_process)" "$(readlink "/proc/$(world_first_process)/ns/pid")" >"$WORLD/world"
        trap - EXIT INT TERM
    fi
    return "$(<"$WORLD/verdict")"
}

# begin_world: called inside, at the beginning.
begin_world() { exec >"$WORLD/output" 2>"$WORLD/errors"; }

# finish_world STATUS: called inside, at the end, by a trap so that no end goes without.
finish_world() {
    echo "$1" >"$WORLD/verdict"
    # Whoever reads sees the end now.
    exec >/dev/null 2>&1
    # The first process waits rather than becomes a sleep: it inherits orphans, and they end as zombies otherwise.
    if [[ ${WORLD_KEPT-} ]]; then sleep infinity & wait; fi
    exit "$1"
}

# The keeper is a shell that waits for `unshare`, which waits for the first process.
world_first_process() { only_child "$(only_child "$WORLD_KEEPER")"; }
only_child() { tr --delete ' ' <"/proc/$1/task/$1/children"; }

end_world() {
    local first
    first=$(world_first_process 2>/dev/null) || true
    kill -KILL "${first:-$WORLD_KEEPER}" 2>/dev/null || true
    # By the time its parent has seen the first process end, the kernel has ended all others.
    wait "$WORLD_KEEPER" 2>/dev/null || true
    rm --recursive --force "$WORLD"
}

# enter_kept_world FOLDER COMMAND...: becomes the command, inside.
enter_kept_world() {
    local first
    read -r first _ <"$1/world" || fail "$1 is not the folder of a world"
    shift
    exec nsenter --target "$first" --pid --mount --net --uts --root --wd -- "$@"
}

# end_kept_world FOLDER: ends a world that was kept.
end_kept_world() {
    local first namespace
    [[ -f $1/world && ${1##*/} == netmaker-world.* ]] || fail "$1 is not the folder of a world"
    read -r first namespace <"$1/world"
    # The number may be another process's by now; its namespace never is.
    if [[ $(readlink "/proc/$first/ns/pid" 2>/dev/null) == "$namespace" ]]; then
        kill -KILL "$first"
        while [[ -d /proc/$first ]]; do sleep 0.05; done
    fi
    rm --recursive --force "$1"
}
