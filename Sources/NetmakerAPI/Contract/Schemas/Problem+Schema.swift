internal import NetmakerCore

extension Problem: Described {
    public static var schema: JSONSchema {
        .object(
            "Problem", "Why a request was not done (RFC 9457), with what to do about it.",
            .required("type", .choice("what kind it is, for programs", of: Kind.allCases.map(\.uri))),
            .required("title", .string("the kind in words", length: 1...200)),
            .required("status", .integer("the answer's HTTP status", from: 400, through: 599)),
            .required("detail", .string("what happened, with the values in it", length: 1...2000)),
            .optional("field", .string("the field to blame, as the request spells it", length: 0...200)),
            .required("remedy", .string("what the reader can do next", length: 1...2000)),
            .optional("currentRevision", Revision.self, "where the object stands, when it changed in between"),
            .optional("changes", .list(of: Change.schema)))
    }
}

extension Problem.Change: Described {
    public static var schema: JSONSchema {
        .object(
            "ProblemChange", "One change of the object since the asker read it.",
            .required("revision", Revision.self),
            .required("time", Timestamp.self),
            .required("actor", .string("who did it", length: 1...200, examples: ["user:alice"])),
            .required("fields", .list(of: .string("a field that changed", length: 1...200))),
            .required("before", .map(to: .string("what it held until then"))),
            .required("after", .map(to: .string("what it holds since"))))
    }
}
