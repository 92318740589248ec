#!/usr/bin/env bash
# `Scripts/bench netlink`, inside a machine whose clock counts instructions. Prints a line for each number: who, whether
# the device has a key, allowed IPs a peer, operation, how many peers or routes, and microseconds of processor time,
# separated by tabs.
#
# usage: bench-netlink-guest.sh PROBE FLOOR KEYS ALLOWED-IPS SIZES [others]
set -euo pipefail
shopt -s inherit_errexit

probe=$1 floor=$2
read -ra keys <<<"$3"
read -ra counts <<<"$4"
read -ra sizes <<<"$5"
others=${6-}
INTERFACE=bench0
# Tables of the same shape in every process, or no two runs would take the same steps.
export SWIFT_DETERMINISTIC_HASHING=1
FILES=$(mktemp --directory)

# by WHO: marks the lines on standard input.
by() { sed "s/^/$1\t$key\t$count\t/"; }

# measure WHO OPERATION COMMAND...: a program as a whole. Its output goes nowhere.
measure() {
    local line
    line=$("$floor" run "$2" "${@:3}" 2>&1 >/dev/null) || { printf '%s\n' "$line" >&2 && exit 1; }
    awk -F '\t' -v size="$size" '{ printf "%s\t%s\t%s\n", $1, size, $2 }' <<<"$line" | by "$1"
}

# configure CHANGED: the file that makes a device what it is with so much changed.
configure() {
    "$probe" set "$INTERFACE" "$key" "$count" "$size" "$1"
    wg showconf "$INTERFACE" >"$FILES/$1"
}

measure_wg() {
    local changed
    for changed in none one tenth; do configure "$changed"; done
    ip link delete "$INTERFACE"
    ip link add "$INTERFACE" type wireguard
    measure wg fresh wg setconf "$INTERFACE" "$FILES/none"
    measure wg unchanged wg syncconf "$INTERFACE" "$FILES/none"
    measure wg 'one readdressed, unknown' wg syncconf "$INTERFACE" "$FILES/one"
    wg syncconf "$INTERFACE" "$FILES/none"
    measure wg '10 % changed' wg syncconf "$INTERFACE" "$FILES/tenth"
    measure wg dump wg show "$INTERFACE" dump
    ip link delete "$INTERFACE"
}

measure_ip() {
    local verb
    for verb in add del; do
        awk -v verb="$verb" -v size="$size" -v interface="$INTERFACE" 'BEGIN {
            for (number = 1; number <= size; number++)
                printf "route %s 10.10.%d.%d/32 dev %s\n", verb, number / 256, number % 256, interface
        }' >"$FILES/$verb"
    done
    ip link add "$INTERFACE" type wireguard
    ip link set "$INTERFACE" up
    measure ip 'routes added' ip -batch "$FILES/add"
    measure ip 'routes removed' ip -batch "$FILES/del"
    ip link delete "$INTERFACE"
}

printf 'kernel\t%s\n' "$(uname -rv)"
for key in "${keys[@]}"; do
    for count in "${counts[@]}"; do
        "$floor" device "$INTERFACE" "$key" "$count" "${sizes[@]}" | by floor
        "$probe" device "$INTERFACE" "$key" "$count" "${sizes[@]}" | by ours
        [[ $others ]] || continue
        for size in "${sizes[@]}"; do measure_wg; done
    done
done
[[ $others ]] || exit 0
key=none count=0
"$probe" routes "$INTERFACE" "${sizes[@]}" | by ours
for size in "${sizes[@]}"; do measure_ip; done
