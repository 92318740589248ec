# shellcheck shell=bash disable=SC2016
# That the documentation says what is true, where a machine can tell.

README_EXAMPLE=Tests/NetmakerCoreTests/ReadmeExampleTests.swift

# check_docs: the catalog converts without a warning.
check_docs() {
    local output
    output=$(mktemp --directory)
    docc convert "$REPOSITORY/Docs.docc" --warnings-as-errors --output-path "$output/docs" || {
        rm --recursive "$output"
        return 1
    }
    rm --recursive "$output"
}

# check_readme: the README's Swift is, line by line, what a test compiles and runs.
check_readme() {
    diff --unified=1 --label README.md --label "$README_EXAMPLE" \
        <(sed --quiet '/^```swift$/,/^```$/ { /^```/d; /^import /d; s/^ *//; /./p }' "$REPOSITORY/README.md") \
        <(sed --quiet '/README begins/,/README ends/ { /README/d; s/^ *//; /./p }' "$REPOSITORY/$README_EXAMPLE")
}
