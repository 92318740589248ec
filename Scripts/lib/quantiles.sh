# shellcheck shell=bash
# Numbers, one a line, to what is said of them. A quantile is the smallest sample that no fewer than that share of the
# samples are equal to or below.

# quantile SHARE: of the numbers on standard input, SHARE in percent.
quantile() {
    sort --general-numeric-sort | awk -v share="$1" '
        { sample[NR] = $1 }
        END { rank = int((share * NR + 99) / 100); if (rank < 1) rank = 1; print sample[rank] }'
}

# quantiles UNIT: "n 49, p50 1.2 ms, p99 3.4 ms".
quantiles() {
    local numbers
    numbers=$(cat)
    printf 'n %d, p50 %s %s, p99 %s %s' "$(wc --lines <<<"$numbers")" \
        "$(quantile 50 <<<"$numbers")" "$1" "$(quantile 99 <<<"$numbers")" "$1"
}
