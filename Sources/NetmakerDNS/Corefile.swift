public import NetmakerCore

/// What CoreDNS (https://coredns.io/manual/toc/#configuration) is to be told to answer from the hosts file, and the zone
/// that it answers with where the hosts file has no name.
///
/// It stands for itself, or is imported by a Corefile that does more.
public struct Corefile: Hashable, Sendable {
    /// The zones of all networks, and those of their addresses, each once and in order.
    public let zones: [String]
    /// Where the hosts file and the empty zone lie. Without a double quote, a backslash or a control character.
    public let folder: String

    /// - Parameter folder: an absolute path.
    /// - Throws: `ModelError.Code.invalidValue` for a path that a Corefile cannot hold.
    public init(_ networks: some Sequence<NetworkNames>, folder: String) throws(ModelError) {
        try self.init(zones: networks.flatMap(Self.zones(of:)), folder: folder)
    }

    /// - Parameter zones: what `zones(of:)` gave, in any order.
    /// - Throws: as the other.
    public init(zones: some Sequence<String>, folder: String) throws(ModelError) {
        guard folder.utf8.first == UInt8(ascii: "/"),
            folder.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && !#""\{}#,"#.utf8.contains($0) })
        else {
            throw ModelError(
                .invalidValue, field: "dns-directory",
                message: "\(ShownText(path: folder)) cannot stand in a Corefile",
                remedy: "choose an absolute path without spaces, quotes, backslashes, braces, commas or #")
        }
        self.folder = folder
        self.zones = Set(zones).sorted()
    }

    /// The zones of one network's names, and those of its addresses.
    public static func zones(of network: NetworkNames) -> [String] {
        network.zones.map(\.description)
            + network.ranges.flatMap { $0.reverseZones.map { $0.joined(separator: ".") } }
    }

    /// The name of the hosts file in the folder.
    public static let hostsFile = "hosts"
    /// The name of the empty zone's file in the folder.
    public static let emptyZoneFile = "empty.zone"
    /// The name of the Corefile in the folder.
    public static let file = "Corefile"

    /// The whole file, with a final line break. Without a network it holds a remark alone.
    public var text: String {
        let remark = "# Written anew whenever a network comes, goes or changes its zones; edits are lost.\n"
        guard !zones.isEmpty else { return remark }
        let seconds = NameLifetime.seconds
        return remark + zones.joined(separator: ",\n") + " {\n" + """
                errors
                hosts \(folder)/\(Self.hostsFile) {
                    ttl \(seconds)
                    reload 1s
                    fallthrough
                }
                file \(folder)/\(Self.emptyZoneFile) {
                    reload 0
                }
            }

            """
    }

    /// A zone with nothing in it, relative to whatever zone it is loaded for: what the hosts file does not have does not
    /// exist, and how long that may be remembered is in it (RFC 2308).
    public static let emptyZone = """
        ; What is in no hosts file does not exist.
        @ \(NameLifetime.seconds) IN SOA @ hostmaster.invalid. 1 3600 600 86400 \(NameLifetime.seconds)
        @ \(NameLifetime.seconds) IN NS @

        """
}

/// How long an answer may be remembered, whether it is a name's address or that there is none.
enum NameLifetime {
    /// Seconds: short, since a name that changed is pushed to every agent within milliseconds, and asking is cheap.
    static let seconds: UInt32 = 10
}
