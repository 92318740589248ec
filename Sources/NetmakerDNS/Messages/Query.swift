/// What somebody asks: one question, and how long an answer they take.
struct Query {
    let header: MessageHeader
    let question: Message.Question
    /// What they said by EDNS (RFC 6891); nil when they do not speak it.
    let extensions: Extensions?

    struct Extensions {
        /// The longest answer they take over UDP, in bytes.
        let payloadSize: UInt16
        let version: UInt8
    }

    /// What a message that came is.
    enum Reading {
        case query(Query)
        /// It is to be refused by this code, for a header is all that was read of it.
        case refusal(MessageHeader, ResponseCode)
        /// It is no question: answering it might begin a quarrel between two servers.
        case silence
    }

    static func read(_ bytes: [UInt8]) -> Reading {
        guard bytes.count >= MessageHeader.length else { return .silence }
        let header = MessageHeader(
            id: UInt16(bytes[0]) << 8 | UInt16(bytes[1]), flags: UInt16(bytes[2]) << 8 | UInt16(bytes[3]))
        guard !header.isResponse else { return .silence }
        guard header.opcode == 0 else { return .refusal(header, .notImplemented) }
        do throws(MessageReader.Malformed) {
            let message = try Message(reading: bytes)
            // More than one question has no meaning (RFC 9619), and a question brings no answers.
            guard message.questions.count == 1, let question = message.questions.first, message.answers.isEmpty,
                message.authorities.isEmpty
            else { throw .count }
            return .query(
                Query(header: header, question: question, extensions: try extensions(in: message.additionals)))
        } catch {
            return .refusal(header, .formatError)
        }
    }

    /// RFC 6891, section 6.1: one at most, of the root.
    private static func extensions(
        in records: [Message.Record]
    ) throws(MessageReader.Malformed) -> Extensions? {
        let options = records.filter { $0.type == RecordType.opt }
        guard let option = options.first else { return nil }
        guard options.count == 1, option.name.labels.isEmpty else { throw .option }
        return Extensions(
            payloadSize: option.classCode, version: UInt8(truncatingIfNeeded: option.ttl >> 16))
    }
}
