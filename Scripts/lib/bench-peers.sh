# shellcheck shell=bash
# What it takes to say what each node is told: in microseconds on this machine, and in instructions, which are the same on
# every run, whoever else has the machine.

PEERS_SIZES=(100 1000 10000)
# What callgrind counts: it takes fifty times as long.
PEERS_COUNTED_SIZES=(1000 10000)
PEERS_THRESHOLDS=$REPOSITORY/Benchmarks/Thresholds/peers.tsv
# How much more than the committed number is still the same, in percent: other processors take other ways through the C
# library and the cryptography.
PEERS_TOLERANCE=10
# What is promised: the most that each number may be.
PEERS_BARS=(full_map_1000_us=100 full_map_10000_us=1000 delta_encode_us=10 delta_10000_vs_1000_ratio=1.1)

# bench_peers: measures all. PEERS_TABLE is then a file of lines: name, size, microseconds and instructions, or a dash.
bench_peers() {
    local folder size
    step "Build the probe (release)"
    build_release peers-probe
    folder=$(mktemp --directory)
    # Callgrind cannot read the debug information of some compilers; the names of the functions are enough.
    strip --strip-debug -o "$folder/peers-probe" "$PROGRAMS/peers-probe"
    for size in "${PEERS_SIZES[@]}"; do
        step "Measure in a network of $size"
        "$folder/peers-probe" "$size" 15 >"$folder/$size" || fail "the probe failed"
        : >"$folder/$size.counted"
        [[ " ${PEERS_COUNTED_SIZES[*]} " == *" $size "* ]] || continue
        count_peers_instructions "$folder/peers-probe" "$size" >"$folder/$size.counted"
    done
    PEERS_TABLE=$(mktemp)
    for size in "${PEERS_SIZES[@]}"; do
        awk -F '\t' -v size="$size" 'BEGIN { OFS = "\t" }
            FNR == NR && FILENAME ~ /counted$/ { instructions[$1] = $2; next }
            { print $1, size, $3, $1 in instructions ? instructions[$1] : "-" }' "$folder/$size.counted" "$folder/$size"
    done >"$PEERS_TABLE"
    rm --recursive "$folder"
    peers_metrics
}

# count_peers_instructions PROBE SIZE: name and instructions of each thing. Callgrind counts in one function only, and says
# what it counted each time that ends.
count_peers_instructions() {
    local function name count part=0 total
    function=$(nm "$1" | awk '$3 ~ /peers_probe8measured/ { print $3 }')
    # Hashing that is the same in every process, or no two runs would make the same tables.
    SWIFT_DETERMINISTIC_HASHING=1 valgrind --tool=callgrind --toggle-collect="$function" --dump-after="$function" \
        --callgrind-out-file="$1.callgrind" "$1" "$2" 3 >"$1.done" 2>"$1.log" ||
        fail_with_log "the probe failed under callgrind" "$1.log"
    while IFS=$'\t' read -r name count _; do
        total=0
        for ((number = 0; number < count; number++)); do
            part=$((part + 1))
            total=$((total + $(awk '$1 == "totals:" { print $2 }' "$1.callgrind.$part")))
        done
        printf '%s\t%d\n' "$name" "$((total / count))"
    done <"$1.done"
    rm "$1.callgrind"*
}

# peers_metrics: the numbers that are promised, and all the others.
peers_metrics() {
    awk -F '\t' '
        function promise(name, number) { if (number) printf "%s %.4f\n", name, number }
        {
            name = tolower($1)
            gsub(/[^a-z0-9]+/, "_", name)
            figure[$1, $2] = $3
            printf "peers_%s_%s_us %s\n", name, $2, $3
            if ($4 != "-") printf "peers_%s_%s_instructions %s\n", name, $2, $4
            counted[$1, $2] = $4
        }
        END {
            promise("full_map_1000_us", figure["full map", 1000])
            promise("full_map_10000_us", figure["full map", 10000])
            promise("delta_encode_us", figure["delta, the first agent", 10000])
            # By instructions: the cache is another question.
            if (counted["delta, the first agent", 1000] > 0)
                promise("delta_10000_vs_1000_ratio",
                    counted["delta, the first agent", 10000] / counted["delta, the first agent", 1000])
        }' "$PEERS_TABLE" >>"$METRICS"
}

# peers_table: all of it, for people.
peers_table() {
    printf '    %-32s %8s %14s %14s\n' '' nodes microseconds instructions
    sort --stable --field-separator=$'\t' --key=1,1 "$PEERS_TABLE" |
        awk -F '\t' '{ printf "    %-32s %8d %14.1f %14s\n", $1, $2, $3, $4 }'
    echo
    bars_table "${PEERS_BARS[@]}"
}

accept_peers() { awk -F '\t' '$4 != "-" { print $1 "\t" $2 "\t" $4 }' "$PEERS_TABLE" >"$PEERS_THRESHOLDS"; }

# check_peers: fails, and says why, when something costs more than it may.
check_peers() {
    awk -F '\t' -v tolerance="$PEERS_TOLERANCE" -v thresholds="$PEERS_THRESHOLDS" '
        function complain(text) { print "bench: " text >"/dev/stderr"; failed = 1 }
        BEGIN {
            while ((getline line <thresholds) > 0) {
                split(line, field, "\t")
                allowed[field[1] ", " field[2]] = field[3]
                missing[field[1] ", " field[2]]
            }
        }
        $4 == "-" { next }
        {
            name = $1 ", " $2
            if (!(name in missing)) complain(name " has no threshold")
            delete missing[name]
            if ($4 * 100 > allowed[name] * (100 + tolerance))
                complain(name " costs " $4 " instructions; the threshold is " allowed[name])
        }
        END {
            for (name in missing) complain(name " has a threshold and was not measured")
            exit failed
        }' "$PEERS_TABLE"
}
