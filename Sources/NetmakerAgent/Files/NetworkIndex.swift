internal import NetmakerWG

/// A small number for each network of a machine, from 1: what its mark and its routing table are made of.
struct NetworkIndex: Hashable, Sendable, Codable {
    /// `nm` in ASCII, and room for the index: the numbers by which our marks and tables are known.
    private static let base: UInt32 = 0x6E6D_0000
    /// The bits that all our marks have in common: what one network's interface sends is led into no other's.
    static let markMask: UInt32 = 0xFFFF_0000

    let rawValue: UInt16

    /// Nil for 0: it would make a mark that names no network.
    init?(_ rawValue: UInt16) {
        guard rawValue != 0 else { return nil }
        self.rawValue = rawValue
    }

    /// The index of a mark; nil for a mark that is none of ours.
    init?(_ mark: FirewallMark) {
        guard mark.rawValue & Self.markMask == Self.base else { return nil }
        self.init(UInt16(truncatingIfNeeded: mark.rawValue))
    }

    /// The lowest that none of the others has.
    init(besides taken: Set<NetworkIndex>) {
        let free = (1...UInt16.max).first { candidate in !taken.contains { $0.rawValue == candidate } }
        // 65,535 networks on one machine share the last.
        rawValue = free ?? .max
    }

    /// The mark on packets that the network's interface itself sends.
    var firewallMark: FirewallMark? { FirewallMark(Self.base + UInt32(rawValue)) }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let index = NetworkIndex(try container.decode(UInt16.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "an index is never 0")
        }
        self = index
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
