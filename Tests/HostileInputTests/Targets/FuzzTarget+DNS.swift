import NetmakerCore
import NetmakerDNS

/// What whoever reaches a node's resolver sends it.
extension FuzzTarget {
    /// A message, after a byte that says whether it came over TCP.
    static let dnsMessages = FuzzTarget(
        "dns", maximumLength: 1500,
        words: ["\u{5}alpha\u{6}harbor", "\u{6}harbor", "\u{7}in-addr\u{4}arpa", "\u{3}ip6\u{4}arpa"],
        seeds: {
            let option: [UInt8] = [0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0]
            return [
                [0] + question("alpha.harbor", 1), [1] + question("alpha.harbor", 28),
                [0] + question("nobody.harbor", 255), [0] + question("1.0.10.10.in-addr.arpa", 12),
                [0] + question("crowd.\(long).harbor", 28, [0, 1]) + option, [0] + question("example.org", 1),
            ]
        },
        nearMisses: {
            [
                [], [0], [0] + question("alpha.harbor", 1).prefix(11), [0] + question("alpha.harbor", 1, [0, 1]),
                [0] + question("alpha.harbor", 1) + [0],
                [0, 0x47, 0x11, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xC0, 0x0C, 0, 1, 0, 1],
            ]
        },
        check: { input in
            guard let (transport, content) = choice([NameTable.Transport.udp, .tcp], input) else { return .refused }
            let bytes = Array(content)
            guard let answer = try table().answer(to: bytes, over: transport) else {
                try require(bytes.count < 12 || bytes[2] & 0x80 != 0, "no answer to a question")
                return .refused
            }
            guard let message = Message(answer) else { throw Broken("the answer is no message") }
            try require(message.header.isResponse, "the answer is none")
            try require(message.header.id == UInt16(bytes[0]) << 8 | UInt16(bytes[1]), "the answer is to another")
            try require(answer.count <= (transport == .udp ? 1232 : 65_535), "the answer is too long")
            guard let question = message.questions.first else { return .refused }
            try require(Message(bytes)?.questions == [question], "the question changes")
            try require(message.answers.allSatisfy { $0.name == question.name }, "an answer to something else")
            try require(message.answers.isEmpty || message.authorities.isEmpty, "there is something, and nothing")
            return .taken
        })

    /// With it, an answer is longer than fits every datagram.
    private static let long = String(repeating: "a", count: 60)

    private static func question(_ name: String, _ type: UInt8, _ additionals: [UInt8] = [0, 0]) -> [UInt8] {
        var bytes: [UInt8] = [0x47, 0x11, 1, 0, 0, 1, 0, 0, 0, 0] + additionals
        for label in name.split(separator: ".") { bytes += [UInt8(label.utf8.count)] + Array(label.utf8) }
        return bytes + [0, 0, type, 0, 1]
    }

    private static func table() throws -> NameTable {
        let configuration = try Seed.configuration()
        let alpha = ZoneName(try DNSRecordName(parsing: "alpha"), [try IPAddress(parsing: "10.10.0.1")], .machine)
        let crowd = ZoneName(
            try DNSRecordName(parsing: "crowd.\(long)"), try (1...16).map { try IPAddress(parsing: "2001:db8::\($0)") },
            .custom
        )
        return NameTable(
            [
                NetworkNames(
                    zones: configuration.dns.zones, ranges: configuration.ranges.all, names: [alpha, crowd])
            ], serial: 1)
    }
}
