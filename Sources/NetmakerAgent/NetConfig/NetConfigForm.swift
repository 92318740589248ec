internal import NetmakerCore

/// What sort of value a key holds: how its text is read, and how it is written.
enum NetConfigForm: Hashable, Sendable {
    case text, name, address, list
    /// Address and port; of an address alone the port is the node's own.
    case endpoint
    /// yes or no, on or off, true or false.
    case flag
    /// The same, and on or off where it is written anew.
    case onOff
    /// Prefixes, with commas between.
    case ranges
    case port, mtu
    /// Seconds; 0 or off for none.
    case keepalive
    /// Seconds since 1970; 0 for never.
    case time
    case seconds

    var isNumber: Bool { [.port, .mtu, .keepalive, .time, .seconds].contains(self) }

    /// What a text means, in the one way that all that mean the same have in common.
    ///
    /// - Parameter port: the node's own.
    /// - Returns: nil for a text that says nothing, such as an empty port.
    /// - Throws: `ModelError` for what is no such value.
    func meaning(of text: String, _ port: ListenPort) throws(ModelError) -> String? {
        switch self {
        case .text: return text
        case .list: return text
        // Netmaker's names have capitals, and names are the same with and without.
        case .name: return text.isEmpty ? nil : try NodeName(parsing: text.lowercased()).description
        case .address: return text.isEmpty ? "" : try IPAddress(parsing: text).description
        case .endpoint:
            guard !text.isEmpty else { return nil }
            do throws(ModelError) {
                return Endpoint(address: try IPAddress(parsing: text), port: port).description
            } catch {
                return try Endpoint(parsing: text).description
            }
        case .ranges:
            return try text.split(separator: ",").map { part throws(ModelError) in
                try IPPrefix(parsing: String(part.filter { $0 != " " })).description
            }.joined(separator: ",")
        case .flag, .onOff: return text.isEmpty ? nil : try Flag(reading: text).isOn ? "yes" : "no"
        case .port: return text.isEmpty ? nil : try ListenPort(parsing: text).description
        case .mtu: return text.isEmpty ? nil : try MTU(parsing: text).description
        case .keepalive:
            return text.isEmpty ? nil : try PersistentKeepalive(parsing: text).number.description
        case .time, .seconds: return text.isEmpty ? nil : text
        }
    }

    /// The text for a meaning, in the words that stood there.
    func text(for meaning: String, like former: String?) -> String {
        guard [.flag, .onOff].contains(self) else { return meaning }
        let usual = self == .onOff ? Flag.words[1] : Flag.words[0]
        let words = former.flatMap { former in Flag.words.first { $0.contains(former.lowercased()) } } ?? usual
        let isOn = meaning == "yes"
        // The older dialect's empty flag has no words.
        return isOn ? words[0] : words[1]
    }

    private struct Flag {
        static let words = [["yes", "no"], ["on", "off"], ["true", "false"]]
        let isOn: Bool

        init(reading text: String) throws(ModelError) {
            guard let words = Self.words.first(where: { $0.contains(text.lowercased()) }) else {
                throw ModelError(
                    .invalidValue, message: "\"\(text.plain(maximumLength: 40))\" is neither yes nor no",
                    remedy: "write yes or no")
            }
            isOn = text.lowercased() == words[0]
        }
    }
}
