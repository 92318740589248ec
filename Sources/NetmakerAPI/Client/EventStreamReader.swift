internal import FoundationEssentials
internal import NetmakerCore

/// An event of one of the interface's streams, as it is read.
protocol StreamedEvent: Sendable {
    /// - Parameters:
    ///   - kind: its name; nil where it has none.
    ///   - data: of it, all its lines.
    /// - Returns: nil for an event of a later release.
    /// - Throws: whatever says that it is none.
    init?(id: String, kind: String?, data: Data) throws
}

/// Reads server-sent events (HTML standard, section 9.2.6) out of the parts that a stream comes in.
struct EventStreamReader<Event: StreamedEvent>: Sendable {
    /// What has come since the last end of a line.
    private var rest: [UInt8] = []
    private var id: String?
    private var kind: String?
    private var data: [String] = []
    /// Of `data`, in bytes.
    private var size = 0
    /// Whether a line ended with a carriage return, whose line feed may come yet.
    private var endedByReturn = false

    /// The largest event that is read, in bytes of its data, and the longest line.
    static var largestEvent: Int { 1 << 20 }

    /// - Returns: the events that this part completes.
    /// - Throws: `APIError.Code.unexpectedAnswer` for what is none of this interface's events.
    mutating func read(_ part: ArraySlice<UInt8>) throws(APIError) -> [Event] {
        var events: [Event] = []
        for byte in part {
            switch byte {
            case UInt8(ascii: "\n") where endedByReturn: endedByReturn = false
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                endedByReturn = byte == UInt8(ascii: "\r")
                if let event = try endOfLine() { events.append(event) }
            default:
                endedByReturn = false
                guard rest.count < Self.largestEvent else { throw Self.unexpected("a line of it has no end") }
                rest.append(byte)
            }
        }
        return events
    }

    private mutating func endOfLine() throws(APIError) -> Event? {
        let line = String(decoding: rest, as: UTF8.self)
        rest = []
        guard !line.isEmpty else { return try dispatch() }
        // A sign of life, or a remark.
        guard !line.hasPrefix(":") else { return nil }
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let value = parts.count == 2 ? String(parts[1].first == " " ? parts[1].dropFirst() : parts[1]) : ""
        switch parts[0] {
        case "id": id = value
        case "event": kind = value
        case "data":
            data.append(value)
            size += value.utf8.count + 1
            guard size <= Self.largestEvent else { throw Self.unexpected("an event of it has no end") }
        default: break
        }
        return nil
    }

    /// What an empty line completes; nil for one without data, such as the first, which says where the stream begins.
    private mutating func dispatch() throws(APIError) -> Event? {
        defer { (kind, data, size) = (nil, [], 0) }
        guard !data.isEmpty else { return nil }
        guard let id else { throw Self.unexpected("an event has no id") }
        do {
            return try Event(id: id, kind: kind, data: Data(data.joined(separator: "\n").utf8))
        } catch {
            throw Self.unexpected("event \(id.excerpt) cannot be read: \(error)")
        }
    }

    private static func unexpected(_ reason: String) -> APIError {
        APIError(
            .unexpectedAnswer, message: "the server's stream is not what this release expects: \(reason)",
            remedy: "use the release that the server has")
    }
}
