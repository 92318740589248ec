# shellcheck shell=bash
# What each command costs, in instructions of one processor: the same on every run, whoever else has the machine.

# How many nodes the network has, and the most that a command may cost in the larger one, in percent of the smaller.
# What concerns no more agents grows with the depth of a few trees only.
COST_SIZES=(1000 10000)
COST_GROWTH=120
# How much more than the committed number is still the same, in percent: other processors take other ways through the C
# library and the cryptography.
COST_TOLERANCE=10
COST_THRESHOLDS=$REPOSITORY/Benchmarks/Thresholds/cost.tsv

# bench_cost: counts all; COST_TABLE is then a file of lines: the name and the number for each size, separated by tabs.
bench_cost() {
    local folder size probe
    step "Build the probe (release)"
    build_release cost-probe
    folder=$(mktemp --directory)
    probe=$folder/cost-probe
    # Callgrind cannot read the debug information of some compilers; the names of the functions are enough.
    strip --strip-debug -o "$probe" "$PROGRAMS/cost-probe"
    for size in "${COST_SIZES[@]}"; do
        step "Count instructions in a network of $size"
        count_instructions "$probe" "$size" >"$folder/$size"
    done
    COST_TABLE=$(mktemp)
    join --nocheck-order -t $'\t' "$folder/${COST_SIZES[0]}" "$folder/${COST_SIZES[1]}" >"$COST_TABLE"
    rm --recursive "$folder"
    awk -F '\t' -v sizes="${COST_SIZES[*]}" '{
        split(sizes, size, " ")
        name = tolower($1)
        gsub(/[^a-z]+/, "_", name)
        sub(/_$/, "", name)
        for (column = 1; column <= 2; column++) print name "_" size[column] "_instructions", $(column + 1)
    }' "$COST_TABLE" >>"$METRICS"
}

# count_instructions PROBE SIZE: name and instructions of each command. Callgrind counts in one function only, and says
# what it counted each time that ends.
count_instructions() {
    local function name count part=0 total
    function=$(nm "$1" | awk '$3 ~ /cost_probe8measured/ { print $3 }')
    # Hashing that is the same in every process, or no two runs would make the same trees.
    SWIFT_DETERMINISTIC_HASHING=1 valgrind --tool=callgrind --toggle-collect="$function" --dump-after="$function" \
        --callgrind-out-file="$1.callgrind" "$1" "$2" >"$1.done" 2>"$1.log" ||
        fail_with_log "the probe failed under callgrind" "$1.log"
    while IFS=$'\t' read -r name count; do
        part=$((part + 1))
        total=$(awk '$1 == "totals:" { print $2 }' "$1.callgrind.$part")
        printf '%s\t%d\n' "$name" "$((total / count))"
    done <"$1.done"
    rm "$1.callgrind"*
}

# cost_table: all of it, for people.
cost_table() {
    printf '    %-42s %14s %14s %7s\n' instructions "${COST_SIZES[0]} nodes" "${COST_SIZES[1]} nodes" ratio
    awk -F '\t' '{ printf "    %-42s %14d %14d %7.3f\n", $1, $2, $3, $3 / $2 }' "$COST_TABLE"
}

# accept_cost: commits what was counted.
accept_cost() { cp "$COST_TABLE" "$COST_THRESHOLDS"; }

# check_cost: fails, and says why, when something costs more than it may.
check_cost() {
    awk -F '\t' -v growth="$COST_GROWTH" -v tolerance="$COST_TOLERANCE" -v thresholds="$COST_THRESHOLDS" '
        function complain(text) { print "bench: " text >"/dev/stderr"; failed = 1 }
        BEGIN {
            while ((getline line <thresholds) > 0) {
                split(line, field, "\t")
                for (column = 2; column <= 3; column++) allowed[field[1], column] = field[column]
                missing[field[1]]
            }
        }
        {
            if (!($1 in missing)) complain($1 " has no threshold")
            delete missing[$1]
            if ($3 * 100 > $2 * growth) complain($1 " costs " $3 / $2 " times as much in the larger network")
            for (column = 2; column <= 3; column++) {
                limit = allowed[$1, column]
                if (limit && $column * 100 > limit * (100 + tolerance))
                    complain($1 " costs " $column " instructions; the threshold is " limit)
            }
        }
        END {
            for (name in missing) complain(name " has a threshold and was not measured")
            exit failed
        }' "$COST_TABLE"
}
