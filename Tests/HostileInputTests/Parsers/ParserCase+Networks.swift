import NetmakerCore

extension ParserCase {
    /// What networks are set up with. Finds name a parser by its place: new ones come last.
    static let networks = [
        ParserCase(
            DefaultsReach.self, accepted: ["newNodes", "allNodes"], refused: ["", "all", "newnodes", "allNodes "]),
        ParserCase(
            NodeLimit.self, accepted: ["1", "10000", "1000000"], refused: ["", "0", "1000001", "-1", "01", "1e3"]),
        ParserCase(
            CheckInInterval.self, accepted: ["5", "30", "3600"], refused: ["", "4", "3601", "-5", "030", "30s"]),
        ParserCase(
            Tag.self, accepted: ["web", "eu-west.1", "a_b", String(repeating: "a", count: 32)],
            refused: ["", "Web", "a b", "a,b", "ä", String(repeating: "a", count: 33)]),
    ]
}
