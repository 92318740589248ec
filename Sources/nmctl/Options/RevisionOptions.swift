internal import ArgumentParser
internal import NetmakerCore

/// On what a change is based.
struct RevisionOptions: ParsableArguments {
    @Option(
        help: "Do it only while the object is still at this revision, as show or a list as JSON tells it.",
        transform: Revision.init(parsing:))
    var ifRevision: Revision?
}
