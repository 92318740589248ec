# shellcheck shell=bash
# Every machine pings every other over the private addresses.

PING_LIMIT_SECONDS=60
WIDEST_MATRIX=12

# ping_all FAMILY: waits until every pair has answered, and leaves "from to milliseconds" lines in $WORLD/pings-FAMILY.
#
# Fails, naming the pairs, when one has not answered in time.
ping_all() {
    local name lost
    addresses_of "$1" | sort --version-sort >"$WORLD/addresses-$1"
    for name in "${MACHINES[@]}"; do
        ping_from "$name" "$WORLD/addresses-$1" >"$WORLD/pings-$1.$name" &
        PINGERS+=("$!")
    done
    wait "${PINGERS[@]}"
    PINGERS=()
    (cd "$WORLD" && cat "${MACHINES[@]/#/pings-$1.}") >"$WORLD/pings-$1"
    if lost=$(grep ' lost$' "$WORLD/pings-$1"); then
        while read -r from to _; do complain "$from -> $to: no answer over $1 in $PING_LIMIT_SECONDS s"; done <<<"$lost"
        fail "$(wc --lines <<<"$lost") pairs do not reach each other"
    fi
}
PINGERS=()

# ping_from NAME FILE: one machine pings all others. The second answer's time counts: the first waits for a handshake.
ping_from() {
    # shellcheck disable=SC2016  # the inner shell expands it
    in_machine "$1" bash -uc '
        until=$((SECONDS + $3))
        while read -r name address; do
            [[ $name != "$1" ]] || continue
            answer=""
            while [[ ! $answer ]] && ((SECONDS < until)); do
                # It ends at once while there is no route yet.
                answer=$(ping -n -c 2 -i 0.02 -w "$((until - SECONDS))" "$address" 2>/dev/null |
                    sed -n "s/.*icmp_seq=[2-9][0-9]* .*time=\([0-9.]*\) ms/\1/p" | tail -n 1)
                [[ $answer ]] || sleep 0.1
            done
            echo "$1 $name ${answer:-lost}"
        done <"$2"' ping "$1" "$2" "$PING_LIMIT_SECONDS"
}

# ping_matrix: the IPv4 times of all pairs as a table; of many machines, a mark a pair.
ping_matrix() {
    awk -v widest="$WIDEST_MATRIX" -v machines="${MACHINES[*]}" '
        BEGIN { count = split(machines, names, " ") }
        { time[$1, $2] = $3 }
        END {
            if (count <= widest) {
                printf "    %-10s", "from \\ to"
                for (to = 1; to <= count; to++) printf "%9s", names[to]
                print ""
            }
            for (from = 1; from <= count; from++) {
                printf "    %-10s", names[from]
                for (to = 1; to <= count; to++) {
                    if (count > widest) printf "%s", from == to ? "-" : "+"
                    else if (from == to) printf "%9s", "-"
                    else printf "%6.2f ms", time[names[from], names[to]]
                }
                print ""
            }
        }' "$WORLD/pings-ipv4"
    detail "$(wc --lines <"$WORLD/pings-ipv4") pairs over IPv4: $(cut -d ' ' -f 3 "$WORLD/pings-ipv4" | quantiles ms)"
    detail "$(wc --lines <"$WORLD/pings-ipv6") pairs over IPv6: $(cut -d ' ' -f 3 "$WORLD/pings-ipv6" | quantiles ms)"
}

# start_pings NAME ADDRESS: everyone but NAME pings ADDRESS ten times a second, until stop_pings.
start_pings() {
    local name
    for name in "${MACHINES[@]}"; do
        [[ $name != "$1" ]] || continue
        # exec, so that the number is the ping's own and the signal reaches it.
        (exec nsenter --target "${MACHINE_PROCESS[$name]}" --net -- ping -n -q -i 0.1 "$2") \
            >"$WORLD/steady.$name" 2>&1 &
        PINGERS+=("$!")
    done
}

# stop_pings: ends them, and says how many were lost.
stop_pings() {
    # An interrupt makes ping print its sums.
    kill -INT "${PINGERS[@]}"
    wait "${PINGERS[@]}" || true
    PINGERS=()
    awk '/packets transmitted/ { sent += $1; received += $4 }
        END { printf "    %d pings meanwhile, %d lost\n", sent, sent - received }' "$WORLD"/steady.*
    rm --force "$WORLD"/steady.*
}
