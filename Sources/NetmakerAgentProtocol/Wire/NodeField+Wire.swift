internal import FoundationEssentials
internal import NetmakerAgentWire
internal import NetmakerCore
internal import SwiftProtobuf

extension NodeField {
    /// The number under which a report would say it; nil for a machine's own, which have a place in the message.
    var claimNumber: UInt64? {
        switch self {
        case .id: 101
        case .network: 102
        case .name: 103
        case .identity: 104
        case .publicKey: 105
        case .ipv4: 106
        case .ipv6: 107
        case .persistentKeepalive: 108
        case .observedIPv4: 109
        case .observedIPv6: 110
        case .reported: 111
        case .joinedAt: 112
        case .accessKey: 113
        case .revision: 114
        case .standing: 115
        case .options: 116
        case .keyGeneration: 117
        case .grant: 118
        case .roles: 131
        case .allowedRanges: 132
        case .listenPort, .mtu, .interface, .pinnedEndpoint, .localAddresses, .facts, .nextPublicKey: nil
        }
    }

    private static let claimNumbers: ClosedRange<UInt64> = 101...132

    /// What a report says that is not the machine's to say, each field once, in the order of the table. A number that
    /// nobody knows is a later release's, and ignored.
    static func claimed(in wire: WireNodeReport) -> [NodeField] { claimed(in: wire.unknownFields.data) }

    /// The same of what an edit sets.
    static func claimed(in wire: WireNodeSetting) -> [NodeField] { claimed(in: wire.unknownFields.data) }

    private static func claimed(in unknown: Data) -> [NodeField] {
        guard !unknown.isEmpty else { return [] }
        let numbers = FieldNumbers(claimNumbers, in: unknown)
        return allCases.filter { field in field.claimNumber.map(numbers.found.contains) ?? false }
    }
}
