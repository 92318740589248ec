# shellcheck shell=bash
# How large the programs are, and of what.

# bench_size: of the programs in $PROGRAMS, as they are installed: stripped.
bench_size() {
    local program stripped
    stripped=$(mktemp --directory)
    for program in nm-server netclient nmctl; do
        strip --strip-all -o "$stripped/$program" "$PROGRAMS/$program"
        record "${program/-/_}_stripped_mb" "$(megabytes "$(stat --format %s "$stripped/$program")")"
        record "${program/-/_}_compressed_mb" "$(megabytes "$(xz -9 --stdout "$stripped/$program" | wc --bytes)")"
    done
    rm --recursive "$stripped"
    detail "netclient needs these shared libraries:"
    ldd "$PROGRAMS/netclient" | awk '{ print "        " $1 }'
    detail "of what netclient's code and data are, in kB:"
    weigh_parts "$PROGRAMS/netclient" | head -n 24 | awk '{ printf "        %8d  %s\n", $1 / 1024, $2 }'
}

megabytes() { awk -v bytes="$1" 'BEGIN { printf "%.1f", bytes / 1e6 }'; }

# weigh_parts PROGRAM: bytes and name of each part, the heaviest first. A part is a Swift module, by how its symbols are
# mangled, or a C library, by how its symbols begin.
weigh_parts() {
    nm --print-size --defined-only "$1" | awk '
        function part(symbol,    length_of, name) {
            if (match(symbol, /^\$s[0-9]+/)) {
                length_of = substr(symbol, 3, RLENGTH - 2)
                return substr(symbol, RLENGTH + 1, length_of)
            }
            if (symbol ~ /^\$s/) return "Swift (standard library)"
            if (symbol ~ /^(_ZN5swift|_ZN12_GLOBAL__N_1|swift_|_swift|_ZNK5swift|_ZN7__swift)/) return "Swift runtime"
            if (symbol ~ /^CNIOBoringSSL/) return "BoringSSL (of swift-nio-ssl)"
            if (symbol ~ /^CCryptoBoringSSL/) return "BoringSSL (of swift-crypto)"
            if (symbol ~ /^_ZN/) return "C++"
            if (symbol ~ /^(symbolic|get_type_metadata|associated)/) return "Swift metadata"
            return "C and others"
        }
        NF == 4 && $3 ~ /[TtRrDdVvWw]/ {
            size = strtonum_hex($2)
            # Folded functions share an address: counted once.
            if (!seen[$1]++) weight[part($4)] += size
        }
        function strtonum_hex(text,    value, place) {
            for (place = 1; place <= length(text); place++)
                value = value * 16 + index("0123456789abcdef", substr(text, place, 1)) - 1
            return value
        }
        END { for (name in weight) { gsub(/ /, "_", name); print weight[name] + 0, name } }' |
        sort --numeric-sort --reverse
}
