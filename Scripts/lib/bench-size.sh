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
    weigh_parts "$PROGRAMS/netclient" | head -n 24 | awk '{ kb = $1 / 1000; $1 = ""; printf "        %8d %s\n", kb, $0 }'
    detail "and in kB by section, of those over 100:"
    size --format sysv "$PROGRAMS/netclient" |
        awk '$1 ~ /^\./ && $3 > 0 && $2 > 1e5 { printf "        %8d  %s\n", $2 / 1000, $1 }' | sort --numeric-sort --reverse
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
            if (symbol ~ /^CNIOBoringSSL|^_ZN4bssl13CNIO/) return "BoringSSL (of swift-nio-ssl)"
            if (symbol ~ /^CCryptoBoringSSL|^_ZN4bssl16CCrypto/) return "BoringSSL (of swift-crypto)"
            if (symbol ~ /^_Z/) return "C++"
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
        END { for (name in weight) print weight[name], name }' |
        sort --numeric-sort --reverse
}
