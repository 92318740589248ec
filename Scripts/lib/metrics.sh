# shellcheck shell=bash
# Measured numbers: a name with its unit at the end, and a number. Gathered as lines of the file $METRICS.

# record NAME NUMBER
record() {
    printf '%s %s\n' "$1" "$2" >>"$METRICS"
    detail "$1 $2"
}

# record_quantiles NAME UNIT: n, p50 and p99 of the numbers on standard input, one a line.
record_quantiles() {
    local numbers
    numbers=$(cat)
    record "$1_n" "$(wc --lines <<<"$numbers")"
    record "$1_p50_$2" "$(quantile 50 <<<"$numbers")"
    record "$1_p99_$2" "$(quantile 99 <<<"$numbers")"
}

# metrics_table: all of them, for people.
metrics_table() { awk '{ printf "    %-44s %12s\n", $1, $2 }' "$METRICS"; }

# metrics_json: all of them as one flat object.
metrics_json() { jq --raw-input --slurp 'split("\n") | map(select(. != "") | split(" ") | {(.[0]): (.[1] | tonumber)}) | add' "$METRICS"; }

# bars_table NAME=NUMBER...: the ratios, and the numbers that are promised to be no more than this; whether they are.
bars_table() {
    with_bars '/_ratio / || $1 in most {
        said = !($1 in most) ? "" : $2 <= most[$1] ? "at most " most[$1] : "MORE than " most[$1]
        printf "    %-32s %10.3f  %s\n", $1, $2, said
    }' "$@"
}

# broken_bars NAME=NUMBER...: the numbers that are more than is promised; those that were not measured are not among them.
broken_bars() { with_bars '$1 in most && $2 > most[$1] { print $1 }' "$@"; }

# with_bars PROGRAM NAME=NUMBER...: runs an awk program over the numbers; `most` has what is promised of each.
with_bars() {
    local program=$1
    shift
    awk -v bars="$*" '
        BEGIN {
            count = split(bars, bar, " ")
            for (n = 1; n <= count; n++) {
                split(bar[n], parts, "=")
                most[parts[1]] = parts[2]
            }
        }'"$program" "$METRICS"
}
