# shellcheck shell=bash
# What it takes to set up and read WireGuard devices of a real kernel, in instructions: ours beside the same in bare C
# over libmnl, beside wg, and beside ip.
#
# Microseconds are those of a guest whose clock counts its instructions, a nanosecond each, so they are thousands of
# instructions; the kernel's share is included. They repeat to half a percent, whoever else has the machine.

NETLINK_SIZES=(100 1000 10000)
# What a change must not make dearer, in CI.
NETLINK_CHECKED_SIZES=(100 10000)
NETLINK_THRESHOLDS=$REPOSITORY/Benchmarks/Thresholds/netlink.tsv
# How much more than the committed number is still the same: so many percent, and the microseconds that it takes to wake a
# thread once more or less.
NETLINK_TOLERANCE=5
NETLINK_SLACK=10
# What the floor took when the kernel's interface was explored, a peer, in microseconds of the same kind: of 10,000 peers
# with one allowed IP on a device without a key. It is the floor only while it is within a tenth of that.
NETLINK_FLOOR=('fresh, up=23.2' 're-apply=4.1' 'dump, unread=2.0')
# What is promised: the most that each number may be.
NETLINK_BARS=(
    fresh_vs_c_ratio=1.1 update_vs_c_ratio=1.1 dump_vs_c_ratio=1.1 fresh_vs_wg_ratio=1 one_change_us=200
    one_readdressed_us=200 one_change_10000_vs_100_ratio=1.1 one_readdressed_10000_vs_100_ratio=1.1
)
# The order of the table.
NETLINK_OPERATIONS=(
    configuration plan encode fresh 'fresh, up' re-apply unchanged 'one moved' 'one readdressed' '10 % changed'
    'one readdressed, unknown' dump 'dump, unread' 'routes added' 'routes removed'
)

# bench_netlink [reduced]: measures all, or what is checked in CI. NETLINK_TABLE is then a file of lines: whether the
# device has a key, allowed IPs, operation, size, and the microseconds of ours, of the floor and of wg or ip, or a dash.
bench_netlink() {
    local folder arguments=("keyless keyed" "1 3" "${NETLINK_SIZES[*]}" others)
    [[ ! ${1-} ]] || arguments=(keyless 1 "${NETLINK_CHECKED_SIZES[*]}")
    step "Build the probe and the floor (release)"
    build_release netlink-probe
    folder=$(mktemp --directory)
    # The guest reads it over a slow way.
    strip --strip-all -o "$folder/probe" "$PROGRAMS/netlink-probe"
    "${CC:-cc}" -O2 -Wall -Wextra -o "$folder/floor" "$REPOSITORY/Benchmarks/netlink-floor/floor.c" -lmnl ||
        fail "the floor does not compile"
    step "Count instructions in a kernel that has WireGuard"
    "$REPOSITORY/Scripts/kernel-vm" -d -t 1800 -- "$LIBRARY/bench-netlink-guest.sh" \
        "$folder/probe" "$folder/floor" "${arguments[@]}" >"$folder/lines" || fail "the guest failed"
    NETLINK_KERNEL=$(awk -F '\t' '$1 == "kernel" { print $2 }' "$folder/lines")
    NETLINK_TABLE=$(mktemp)
    netlink_rows <"$folder/lines" >"$NETLINK_TABLE"
    rm --recursive "$folder"
    netlink_metrics
}

# netlink_rows: a line for each operation out of the lines of each contender.
netlink_rows() {
    local operations
    operations=$(printf '%s\t' "${NETLINK_OPERATIONS[@]}")
    awk -F '\t' -v operations="${operations%$'\t'}" 'BEGIN { OFS = "\t" }
        $1 == "kernel" { next }
        {
            device = $2 OFS $3
            if (!(device in seen)) devices[++device_count] = device
            if (!($5 in seen)) sizes[++size_count] = $5
            seen[device]; seen[$5]
            figure[device, $4, $5, $1 == "ip" ? "wg" : $1] = $6
        }
        function of(row, who) { return (row SUBSEP who) in figure ? figure[row, who] : "-" }
        END {
            operation_count = split(operations, operation, "\t")
            for (d = 1; d <= device_count; d++)
                for (o = 1; o <= operation_count; o++)
                    for (s = 1; s <= size_count; s++) {
                        row = devices[d] SUBSEP operation[o] SUBSEP sizes[s]
                        line = of(row, "ours") OFS of(row, "floor") OFS of(row, "wg")
                        if (line != "-" OFS "-" OFS "-") print devices[d], operation[o], sizes[s], line
                    }
        }'
}

# netlink_metrics: the numbers that are promised, and all the others.
netlink_metrics() {
    awk -F '\t' '
        function of(operation, size, column) { return figure["keyless", 1, operation, size, column] }
        function promise(name, number) { if (number) printf "%s %.4f\n", name, number }
        function ratio(name, one, other) { if (one != "-" && other > 0) promise(name, one / other) }
        {
            name = tolower($1 "_" $2 "_" $3)
            gsub(/[^a-z0-9]+/, "_", name)
            sub(/^none_0_/, "", name)
            for (column = 5; column <= 7; column++) {
                figure[$1, $2, $3, $4, column] = $column
                who = column == 5 ? "ours" : column == 6 ? "c" : $1 == "none" ? "ip" : "wg"
                if ($column != "-") printf "%s_%s_%s_us %s\n", name, $4, who, $column
            }
        }
        END {
            ratio("fresh_vs_c_ratio", of("fresh", 10000, 5), of("fresh", 10000, 6))
            ratio("update_vs_c_ratio", of("re-apply", 10000, 5), of("re-apply", 10000, 6))
            ratio("dump_vs_c_ratio", of("dump", 10000, 5), of("dump", 10000, 6))
            promise("one_change_us", of("one moved", 10000, 5))
            promise("one_readdressed_us", of("one readdressed", 10000, 5))
            ratio("one_change_10000_vs_100_ratio", of("one moved", 10000, 5), of("one moved", 100, 5))
            ratio("one_readdressed_10000_vs_100_ratio", of("one readdressed", 10000, 5), of("one readdressed", 100, 5))
            ratio("fresh_vs_wg_ratio", of("fresh", 10000, 5), of("fresh", 10000, 7))
            ratio("syncconf_vs_ours_ratio", of("one readdressed, unknown", 10000, 7),
                of("one readdressed, unknown", 10000, 5))
            ratio("routes_vs_ip_batch_ratio", figure["none", 0, "routes added", 10000, 5],
                figure["none", 0, "routes added", 10000, 7])
        }' "$NETLINK_TABLE" >>"$METRICS"
}

# netlink_table: all of it, for people.
netlink_table() {
    printf '    Thousands of instructions, the kernel included: Linux %s\n' "$NETLINK_KERNEL"
    awk -F '\t' '
        function ratio(one, other) { return one == "-" || other == "-" ? "-" : sprintf("%.2f", one / other) }
        {
            group = $1 == "none" ? "routes" : $1 " device, " $2 " allowed IP" ($2 > 1 ? "s" : "") " a peer"
            if (group != last)
                printf "\n    %-38s %8s %12s %12s %12s %7s %9s\n", group, $1 == "none" ? "routes" : "peers", "ours", "C floor",
                    $1 == "none" ? "ip -batch" : "wg", "ours/C", $1 == "none" ? "ip/ours" : "wg/ours"
            last = group
            printf "    %-38s %8d %12s %12s %12s %7s %9s\n", $3, $4, $5, $6, $7, ratio($5, $6), ratio($7, $5)
        }' "$NETLINK_TABLE"
    echo
    netlink_floor
    bars_table "${NETLINK_BARS[@]}"
}

# netlink_floor: whether the floor is one.
netlink_floor() {
    local entry
    for entry in "${NETLINK_FLOOR[@]}"; do
        awk -F '\t' -v operation="${entry%=*}" -v known="${entry#*=}" '
            $1 == "keyless" && $2 == 1 && $3 == operation && $4 == 10000 {
                mine = $6 / $4
                off = 100 * (mine / known - 1)
                printf "    floor: %-16s %6.2f a peer, known as %5.2f: %+.1f %%, %s\n", operation, mine, known, off,
                    (off < -10 || off > 10) ? "which is TOO FAR" : "a tenth at most"
            }' "$NETLINK_TABLE"
    done
}

# accept_netlink: commits what was counted: operation, size, microseconds, and how many times the floor that is.
accept_netlink() {
    awk -F '\t' '$1 == "keyless" && $2 == 1 && $5 != "-" {
        printf "%s\t%d\t%.1f\t%s\n", $3, $4, $5, $6 == "-" ? "-" : sprintf("%.3f", $5 / $6)
    }' "$NETLINK_TABLE" >"$NETLINK_THRESHOLDS"
}

# check_netlink: fails, and says why, when something costs more than it may. Where there is a floor, what counts is how many
# times the floor it is: kernels differ.
check_netlink() {
    awk -F '\t' -v tolerance="$NETLINK_TOLERANCE" -v slack="$NETLINK_SLACK" -v thresholds="$NETLINK_THRESHOLDS" '
        function complain(text) { print "bench: " text >"/dev/stderr"; failed = 1 }
        BEGIN {
            while ((getline line <thresholds) > 0) {
                split(line, field, "\t")
                name = field[1] ", " field[2]
                missing[name]
                microseconds[name] = field[3]
                times[name] = field[4]
            }
        }
        $1 != "keyless" || $2 != 1 || $5 == "-" { next }
        {
            name = $3 ", " $4
            if (!(name in missing)) complain(name " has no threshold")
            delete missing[name]
            if ($6 == "-" && $5 - slack > microseconds[name] * (100 + tolerance) / 100)
                complain(name " costs " $5 " us; the threshold is " microseconds[name])
            if ($6 != "-" && ($5 - slack) / $6 > times[name] * (100 + tolerance) / 100)
                complain(name " costs " $5 / $6 " times the floor; the threshold is " times[name])
        }
        END {
            for (name in missing) complain(name " has a threshold and was not measured")
            exit failed
        }' "$NETLINK_TABLE"
}
