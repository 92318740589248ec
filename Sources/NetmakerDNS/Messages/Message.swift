/// A whole message, taken apart: what is asked, and what others answer.
public struct Message: Hashable, Sendable {
    public struct Question: Hashable, Sendable {
        public let name: MessageName
        public let type: UInt16
        public let classCode: UInt16
    }

    public struct Record: Hashable, Sendable {
        public let name: MessageName
        public let type: UInt16
        public let classCode: UInt16
        public let ttl: UInt32
        /// As it stands: names in it may be pointers into the message.
        public let content: [UInt8]
    }

    public let header: MessageHeader
    public let questions: [Question]
    public let answers: [Record]
    public let authorities: [Record]
    public let additionals: [Record]

    /// - Returns: nil for what is no message, or more than one.
    public init?(_ bytes: [UInt8]) {
        do throws(MessageReader.Malformed) { try self.init(reading: bytes) } catch { return nil }
    }

    init(reading bytes: [UInt8]) throws(MessageReader.Malformed) {
        var reader = MessageReader(bytes)
        header = MessageHeader(id: try reader.uint16(), flags: try reader.uint16())
        let counts = (
            try reader.uint16(), try reader.uint16(), try reader.uint16(), try reader.uint16()
        )
        var questions: [Question] = []
        for _ in 0..<counts.0 {
            questions.append(
                Question(name: try reader.name(), type: try reader.uint16(), classCode: try reader.uint16()))
        }
        self.questions = questions
        answers = try Self.records(counts.1, &reader)
        authorities = try Self.records(counts.2, &reader)
        additionals = try Self.records(counts.3, &reader)
        guard reader.isAtEnd else { throw .count }
    }

    private static func records(
        _ count: UInt16, _ reader: inout MessageReader
    ) throws(MessageReader.Malformed) -> [Record] {
        var records: [Record] = []
        for _ in 0..<count {
            let name = try reader.name()
            let (type, classCode, ttl) = (try reader.uint16(), try reader.uint16(), try reader.uint32())
            let length = Int(try reader.uint16())
            records.append(
                Record(name: name, type: type, classCode: classCode, ttl: ttl, content: Array(try reader.bytes(length)))
            )
        }
        return records
    }
}
