# shellcheck shell=bash
# Building, the same way everywhere: one set of flags, for another set would compile everything again.

REPOSITORY=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
BUILD_FLAGS=(--package-path "$REPOSITORY" --explicit-target-dependency-import-check error --jobs "$(nproc)")
# Release programs carry their Swift runtime, as they are installed. The static runtime's own flags export every symbol,
# for plug-ins that there are none of: without that netclient is 5 MB smaller, and folding equal functions saves 1 more.
RELEASE_FLAGS=(
    --configuration release --static-swift-stdlib -Xlinker --no-export-dynamic -Xlinker --icf=safe
)
PROGRAM_NAMES=(nm-server netclient nmctl mesh-probe)

# swift_build OPTION...: builds. The package manager makes a temporary folder for each module whose imports it looks at, and
# leaves them all: they are in one that goes.
swift_build() (
    TMPDIR=$(mktemp --directory) || exit
    export TMPDIR
    trap 'rm --recursive --force "$TMPDIR"' EXIT
    swift build "${BUILD_FLAGS[@]}" "$@"
)

require_swift() {
    command -v swift >/dev/null || fail "there is no Swift toolchain; see https://www.swift.org/install/linux"
}

# build_programs debug|release: builds the programs, and sets PROGRAMS to the folder that holds them.
build_programs() {
    case $1 in
        debug)
            require_swift
            install_packages "${BUILD_PACKAGES[@]}"
            swift_build || fail "the debug build failed"
            PROGRAMS=$(swift_build --show-bin-path)
            ;;
        release) build_release "${PROGRAM_NAMES[@]}" ;;
    esac
}

# build_release PROGRAM...: builds them for release, and sets PROGRAMS to the folder that holds them.
build_release() {
    local program
    require_swift
    install_packages "${BUILD_PACKAGES[@]}"
    for program in "$@"; do
        swift_build "${RELEASE_FLAGS[@]}" --product "$program" ||
            fail "the release build of $program failed"
    done
    PROGRAMS=$(swift_build "${RELEASE_FLAGS[@]}" --show-bin-path)
}

# require_programs DIRECTORY: the programs are there, and PROGRAMS says where.
require_programs() {
    local program
    PROGRAMS=$(cd "$1" && pwd) || fail "there is no folder $1"
    for program in "${PROGRAM_NAMES[@]}"; do
        [[ -x $PROGRAMS/$program ]] || fail "there is no $program in $PROGRAMS"
    done
}
