internal import NetmakerCore

/// An answer on its way into bytes.
struct Response {
    var code: ResponseCode
    var isAuthoritative = false
    /// All of the name that was asked for.
    var answers: [Content] = []
    /// The zone that says there is nothing, as the number of labels it has at the end of the name (RFC 2308, section 3);
    /// nil when there is something.
    var emptyZone: Int?

    enum Content: Hashable {
        case address(IPAddress)
        case name(DomainName)
        case startOfAuthority
    }

    init(_ code: ResponseCode, isAuthoritative: Bool = false, answers: [Content] = [], emptyZone: Int? = nil) {
        self.code = code
        self.isAuthoritative = isAuthoritative
        self.answers = answers
        self.emptyZone = emptyZone
    }

    /// The class of the Internet, which alone there is.
    private static let internet: UInt16 = 1
    /// Where the question's name stands, right behind the header.
    private static let nameOffset = MessageHeader.length

    /// - Parameter limit: the most bytes. What is longer is sent without its records, and marked as truncated: whoever
    ///   gets it asks again over TCP (RFC 2181, section 9).
    func encoded(to query: Query, serial: UInt32, limit: Int) -> [UInt8] {
        let whole = bytes(query, serial, isTruncated: false)
        return whole.count <= limit ? whole : bytes(query, serial, isTruncated: true)
    }

    /// A refusal of what could not be read: the header alone.
    static func refusal(of header: MessageHeader, _ code: ResponseCode) -> [UInt8] {
        var bytes = big(header.response(code, isAuthoritative: false).id)
        bytes += big(header.response(code, isAuthoritative: false).flags)
        return bytes + [UInt8](repeating: 0, count: 8)
    }

    private func bytes(_ query: Query, _ serial: UInt32, isTruncated: Bool) -> [UInt8] {
        let header = query.header.response(code, isAuthoritative: isAuthoritative)
        let name = query.question.name
        let answers = isTruncated ? [] : answers
        let emptyZone = isTruncated ? nil : emptyZone
        var bytes = Self.big(header.id) + Self.big(header.flags | (isTruncated ? 0x0200 : 0))
        for count in [1, answers.count, emptyZone == nil ? 0 : 1, query.extensions == nil ? 0 : 1] {
            bytes += Self.big(UInt16(count))
        }
        bytes += name.encoded + Self.big(query.question.type) + Self.big(query.question.classCode)
        for answer in answers { bytes += Self.record(Self.pointer(to: 0, in: name), answer, serial) }
        if let emptyZone {
            bytes += Self.record(
                Self.pointer(to: name.labels.count - emptyZone, in: name), .startOfAuthority, serial)
        }
        if query.extensions != nil { bytes += option }
        return bytes
    }

    /// RFC 6891, section 6.1.2: the root, how much is taken over UDP here, and the upper bits of the code.
    private var option: [UInt8] {
        [0] + Self.big(RecordType.opt) + Self.big(UInt16(ResponseLimit.udp)) + [
            UInt8(code.rawValue >> 4), 0, 0, 0, 0, 0,
        ]
    }

    /// The question's name from a label on, by a pointer.
    private static func pointer(to label: Int, in name: MessageName) -> [UInt8] {
        // Past the last label the root is, which is shorter than a pointer.
        guard label < name.labels.count else { return [0] }
        return big(0xC000 | UInt16(nameOffset + name.labels.prefix(label).reduce(0) { $0 + $1.count + 1 }))
    }

    private static func record(_ name: [UInt8], _ content: Content, _ serial: UInt32) -> [UInt8] {
        let (type, data): (UInt16, [UInt8]) =
            switch content {
            case .address(.v4(let address)): (RecordType.a, big(address.rawValue))
            case .address(.v6(let address)): (RecordType.aaaa, big(address.rawValue))
            case .name(let target): (RecordType.ptr, MessageName(target).encoded)
            case .startOfAuthority: (RecordType.soa, startOfAuthority(name, serial))
            }
        return name + big(type) + big(internet) + big(NameLifetime.seconds) + big(UInt16(data.count)) + data
    }

    /// The zone is its own server's name, since it is on no server of the Internet; the last field is how long a name may
    /// be remembered not to be there (RFC 2308, section 4).
    private static func startOfAuthority(_ zone: [UInt8], _ serial: UInt32) -> [UInt8] {
        zone + MessageName(texts: ["hostmaster", "invalid"]).encoded + big(serial) + big(UInt32(3600))
            + big(UInt32(600))
            + big(UInt32(86_400)) + big(NameLifetime.seconds)
    }

    private static func big(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}

/// How long an answer may be.
public enum ResponseLimit {
    /// To who says nothing else (RFC 1035, section 4.2.1).
    static let plain = 512
    /// What passes every link whole: an IPv6 packet of 1280 bytes less its headers.
    static let udp = 1232
    /// What the length before a message over TCP can say.
    static let tcp = 65_535
}
