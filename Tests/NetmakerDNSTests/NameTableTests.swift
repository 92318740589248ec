import NetmakerCore
import NetmakerDNS
import NetmakerTesting
import Testing

@Suite struct `A table of names` {
    /// A label that makes an answer with as many addresses as there may be longer than 512 bytes.
    private static let long = String(repeating: "a", count: 60)

    private func table() throws -> NameTable {
        NameTable(
            [
                try names(
                    in: "harbor", suffix: "corp.example.org",
                    machines: [("alpha", ["10.10.0.1", "fd00:10::1"]), ("beta", ["10.10.0.2"])],
                    custom: [
                        ("db.eu", ["192.0.2.9", "10.10.0.77"]), ("www", ["10.10.0.1"]), ("nothing", []),
                        ("crowd.\(Self.long)", (1...16).map { "2001:db8::\($0)" }),
                    ])
            ], serial: 7)
    }

    private func ask(
        _ question: Question, over transport: NameTable.Transport = .udp
    ) throws -> (message: Message, bytes: [UInt8]) {
        let bytes = try #require(try table().answer(to: question.bytes, over: transport))
        return (try #require(Message(bytes)), bytes)
    }

    struct Case: Sendable {
        let name: String
        let type: UInt16
        /// The code, and what the answers hold.
        let code: UInt8
        var contents: [[UInt8]] = []
    }

    private static let alpha6: [UInt8] = [0xFD, 0, 0, 0x10] + [UInt8](repeating: 0, count: 11) + [1]
    private static let alphaName = Array("\u{5}alpha\u{6}harbor\0".utf8)
    private static let alpha6Name =
        "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.0.0.0.d.f.ip6.arpa"

    @Test(arguments: [
        Case(name: "alpha.harbor", type: RecordType.a, code: 0, contents: [[10, 10, 0, 1]]),
        Case(name: "ALPHA.Harbor", type: RecordType.a, code: 0, contents: [[10, 10, 0, 1]]),
        Case(name: "alpha.harbor", type: RecordType.aaaa, code: 0, contents: [alpha6]),
        Case(name: "alpha.harbor", type: RecordType.any, code: 0, contents: [[10, 10, 0, 1], alpha6]),
        Case(name: "alpha.harbor.corp.example.org", type: RecordType.a, code: 0, contents: [[10, 10, 0, 1]]),
        Case(name: "db.eu.harbor", type: RecordType.a, code: 0, contents: [[10, 10, 0, 77], [192, 0, 2, 9]]),
        Case(name: "1.0.10.10.in-addr.arpa", type: RecordType.ptr, code: 0, contents: [alphaName]),
        Case(name: alpha6Name, type: RecordType.ptr, code: 0, contents: [alphaName]),
        // There, and nothing of the kind.
        Case(name: "beta.harbor", type: RecordType.aaaa, code: 0), Case(name: "alpha.harbor", type: 16, code: 0),
        Case(name: "harbor", type: RecordType.a, code: 0), Case(name: "eu.harbor", type: RecordType.a, code: 0),
        Case(name: "nothing.harbor", type: RecordType.a, code: 0),
        Case(name: "0.10.10.in-addr.arpa", type: RecordType.ptr, code: 0),
        // Not there.
        Case(name: "gamma.harbor", type: RecordType.a, code: 3), Case(name: "us.harbor", type: RecordType.a, code: 3),
        Case(name: "x.alpha.harbor", type: RecordType.a, code: 3),
        Case(name: "3.0.10.10.in-addr.arpa", type: RecordType.ptr, code: 3),
        Case(name: "01.0.10.10.in-addr.arpa", type: RecordType.ptr, code: 3),
        Case(name: "*.harbor", type: RecordType.a, code: 5),
        // Not ours.
        Case(name: "example.org", type: RecordType.a, code: 5), Case(name: "", type: RecordType.a, code: 5),
        Case(name: "notharbor", type: RecordType.a, code: 5),
        Case(name: "9.2.0.192.in-addr.arpa", type: RecordType.ptr, code: 5),
    ])
    func `answers what it has, denies what is not there, and refuses what is not its own`(_ example: Case) throws {
        let (message, _) = try ask(Question(example.name, example.type))
        #expect(message.header.id == 0x4711)
        #expect(message.header.isResponse)
        #expect(message.header.code == example.code, "\(example.name)")
        #expect(message.header.isAuthoritative == (example.code != 5))
        #expect(message.answers.map(\.content) == example.contents, "\(example.name)")
        #expect(message.questions.count == 1)
        let isEmpty = example.contents.isEmpty && example.code != 5
        #expect(message.authorities.map(\.type) == (isEmpty ? [RecordType.soa] : []), "\(example.name)")
    }

    @Test func `repeats the question to the letter, in the case it was asked`() throws {
        let question = Question("AlPhA.hArBoR")
        let (message, bytes) = try ask(question)
        #expect(Array(bytes[12..<question.bytes.count]) == Array(question.bytes[12...]))
        #expect(message.answers.first?.name == message.questions.first?.name)
    }

    @Test func `says byte for byte what the standard has`() throws {
        let (_, bytes) = try ask(Question("alpha.harbor"))
        #expect(
            bytes == [
                0x47, 0x11,  // id
                0x85, 0x00,  // response, authoritative, recursion desired
                0, 1, 0, 1, 0, 0, 0, 0,  // counts
                5, 0x61, 0x6C, 0x70, 0x68, 0x61, 6, 0x68, 0x61, 0x72, 0x62, 0x6F, 0x72, 0,  // alpha.harbor
                0, 1, 0, 1,  // A, IN
                0xC0, 0x0C,  // the name above
                0, 1, 0, 1,  // A, IN
                0, 0, 0, 10,  // ten seconds
                0, 4, 10, 10, 0, 1,  // the address
            ])
    }

    @Test func `denies with the zone and how long that holds`() throws {
        let (message, _) = try ask(Question("gamma.harbor"))
        let authority = try #require(message.authorities.first)
        #expect(authority.name.lowercased == ["harbor"])
        #expect(authority.ttl == 10)
        // The last of the numbers (RFC 2308, section 4); the first is the serial.
        #expect(authority.content.suffix(4) == [0, 0, 0, 10])
        #expect(authority.content.suffix(20).prefix(4) == [0, 0, 0, 7])
    }

    @Test func `answers for the zone itself`() throws {
        let (message, _) = try ask(Question("harbor", RecordType.soa))
        #expect(message.answers.map(\.type) == [RecordType.soa])
    }

    // MARK: Length

    @Test func `cuts what is too long, and says so, unless the asker takes more`() throws {
        var question = Question("crowd.\(Self.long).harbor", RecordType.aaaa)
        let (cut, bytes) = try ask(question)
        #expect(cut.header.isTruncated)
        #expect(cut.answers.isEmpty)
        #expect(bytes.count <= 512)

        question.counts = [1, 0, 0, 1]
        question.rest = Question.option(1232)
        let (whole, _) = try ask(question)
        #expect(!whole.header.isTruncated)
        #expect(whole.answers.count == 16)
        #expect(whole.additionals.map(\.type) == [RecordType.opt])

        question = Question("crowd.\(Self.long).harbor", RecordType.aaaa)
        #expect(try ask(question, over: .tcp).message.answers.count == 16)
    }

    @Test(arguments: [0, 511, 512, 65_535] as [UInt16])
    func `never sends more over UDP than passes every link`(_ size: UInt16) throws {
        var question = Question("crowd.\(Self.long).harbor", RecordType.aaaa)
        question.counts = [1, 0, 0, 1]
        question.rest = Question.option(size)
        #expect(try ask(question).bytes.count <= max(512, min(1232, Int(size))))
    }

    // MARK: What is wrong

    @Test func `does not speak a later EDNS`() throws {
        var question = Question("alpha.harbor")
        question.counts = [1, 0, 0, 1]
        question.rest = Question.option(1232, version: 1)
        let (message, _) = try ask(question)
        #expect(message.header.code == 0)
        // The upper bits of the code, 16, are in the option.
        #expect(message.additionals.first.map { $0.ttl >> 24 } == 1)
        #expect(message.answers.isEmpty)
    }

    @Test func `refuses another class`() throws {
        var question = Question("alpha.harbor")
        question.classCode = 3
        #expect(try ask(question).message.header.code == 5)
    }

    @Test(arguments: [
        "no question", "two questions", "an answer", "two options", "an option with a name", "more behind it",
        "a record that is not there",
    ])
    func `calls malformed what is none`(_ what: String) throws {
        var question = Question("alpha.harbor")
        switch what {
        case "no question": question.counts = [0, 0, 0, 0]
        case "two questions":
            question.counts = [2, 0, 0, 0]
            question.rest = Array(Question("beta.harbor").bytes[12...])
        case "an answer":
            question.counts = [1, 1, 0, 0]
            question.rest = [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]
        case "two options":
            question.counts = [1, 0, 0, 2]
            question.rest = Question.option(512) + Question.option(512)
        case "an option with a name":
            question.counts = [1, 0, 0, 1]
            question.rest = [0xC0, 12] + Question.option(512).dropFirst()
        case "more behind it": question.rest = [0]
        default: question.counts = [1, 0, 0, 1]
        }
        let bytes = try #require(try table().answer(to: question.bytes, over: .udp))
        #expect(bytes == [0x47, 0x11, 0x81, 0x01] + [UInt8](repeating: 0, count: 8), "\(what)")
    }

    @Test func `does not know other orders than questions`() throws {
        var question = Question("alpha.harbor")
        question.flags = 0x2800
        let bytes = try #require(try table().answer(to: question.bytes, over: .udp))
        #expect(bytes.prefix(4) == [0x47, 0x11, 0xA8, 0x04])
    }

    @Test func `is silent to answers, and to what is no message`() throws {
        var question = Question("alpha.harbor")
        question.flags = 0x8100
        #expect(try table().answer(to: question.bytes, over: .udp) == nil)
        #expect(try table().answer(to: [], over: .udp) == nil)
        #expect(try table().answer(to: Array(question.bytes.prefix(11)), over: .udp) == nil)
    }

    @Test(
        arguments: [
            [0xC0, 0x0C], [0xC0, 0xFF], [0x3F], [0x40, 1], [0x80], [0xC0, 0x00], [1, 0x61, 0xC0, 0x0C],
        ] as [[UInt8]])
    func `follows no pointer that leads nowhere back, and no label that is none`(_ name: [UInt8]) throws {
        let header: [UInt8] = [0x47, 0x11, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
        let bytes = try #require(try table().answer(to: header + name + [0, 1, 0, 1], over: .udp))
        #expect(bytes.prefix(4) == [0x47, 0x11, 0x81, 0x01])
    }

    @Test func `takes a name of 255 bytes and none longer`() throws {
        let label = String(repeating: "a", count: 63)
        let longest = [label, label, label, String(repeating: "a", count: 61)].joined(separator: ".")
        #expect(try ask(Question(longest)).message.header.code == 5)
        let bytes = try #require(try table().answer(to: Question(longest + "a").bytes, over: .udp))
        #expect(bytes[3] & 15 == 1)
    }

    @Test func `answers every shortening and every changed byte of a question, or is silent`() throws {
        var question = Question("alpha.harbor")
        question.counts = [1, 0, 0, 1]
        question.rest = Question.option(1232)
        let (bytes, table) = (question.bytes, try table())
        for length in bytes.indices { _ = table.answer(to: Array(bytes.prefix(length)), over: .udp) }
        for index in bytes.indices {
            for value: UInt8 in [0, 1, 0x3F, 0x40, 0x80, 0xC0, 0xFF] {
                var changed = bytes
                changed[index] = value
                guard let answer = table.answer(to: changed, over: .udp) else { continue }
                #expect(Message(answer) != nil)
                #expect(answer.prefix(2) == changed.prefix(2))
            }
        }
    }
}
