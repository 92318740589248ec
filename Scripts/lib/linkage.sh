# shellcheck shell=bash disable=SC2016
# What the programs must not contain: netclient runs on small machines, and nmctl everywhere.
#
# Of every forbidden thing the sign is looked for: a shared library, or a text that stands in whatever holds its code (a
# Swift module's name as symbols are mangled, a C library's function).

declare -A LINKAGE_SIGN=(
    ['full Foundation']='$s10Foundation'
    ['Foundation internationalization']='$s30FoundationInternationalization'
    ['ICU']='icudt'
    ['Hummingbird']='$s11Hummingbird'
    ['SQLite']='sqlite3_open'
    ['gRPC']='$s8GRPCCore'
)
LINKAGE_LIBRARIES='libFoundation\.so|libFoundationInternationalization\.so|lib_FoundationICU\.so|libsqlite3\.so'

# check_linkage: of the programs in $PROGRAMS. Says all that is wrong before it fails.
check_linkage() {
    local wrong=0
    lacks netclient 'full Foundation' 'Foundation internationalization' ICU Hummingbird SQLite || wrong=1
    lacks nmctl gRPC Hummingbird SQLite || wrong=1
    return "$wrong"
}

# lacks PROGRAM THING...
lacks() {
    local program=$1 thing libraries wrong=0
    shift
    for thing in "$@"; do
        if grep --quiet --text --fixed-strings "${LINKAGE_SIGN[$thing]}" "$PROGRAMS/$program"; then
            complain "$program contains $thing"
            wrong=1
        fi
    done
    libraries=$(ldd "$PROGRAMS/$program" | awk '{ print $1 }')
    if [[ $program == netclient ]] && grep --extended-regexp "$LINKAGE_LIBRARIES" <<<"$libraries" >&2; then
        complain "$program needs these libraries"
        wrong=1
    fi
    ((wrong)) || detail "$program lacks $(printf '%s, ' "$@" | sed 's/, $//')"
    return "$wrong"
}
