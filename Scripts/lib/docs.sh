# shellcheck shell=bash disable=SC2016
# That the documentation says what is true, where a machine can tell.

README_EXAMPLE=Tests/NetmakerCoreTests/ReadmeExampleTests.swift
ARTICLE_EXAMPLE=Examples/watch-handshakes/WatchHandshakes.swift

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
check_readme() { check_shown README.md "$README_EXAMPLE" README; }

# check_article: the article's Swift is, line by line, that of an example that a test runs.
check_article() { check_shown Docs.docc/EmbeddingWireGuard.md "$ARTICLE_EXAMPLE" Article; }

# check_shown TEXT SOURCE MARK: the text's Swift is what stands between the marks of a source, imports aside.
check_shown() {
    diff --unified=1 --label "$1" --label "$2" \
        <(sed --quiet '/^```swift$/,/^```$/ { /^```/d; /^import /d; s/^ *//; /./p }' "$REPOSITORY/$1") \
        <(sed --quiet "/$3 begins/,/$3 ends/ { /$3/d; s/^ *//; /./p }" "$REPOSITORY/$2")
}

# check_threats: each test by which the threat model stands is there.
check_threats() {
    local name names=0 missing=0
    while IFS= read -r name; do
        ((names += 1))
        grep --recursive --quiet --fixed-strings "func \`$name\`" "$REPOSITORY/Tests" && continue
        complain "Docs.docc/ThreatModel.md: there is no test $name"
        missing=1
    done < <(sed --quiet 's/^|.*| `\([^`]*\)` |$/\1/p' "$REPOSITORY/Docs.docc/ThreatModel.md")
    ((names > 0 && !missing))
}
