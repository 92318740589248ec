import NetmakerCore
import NetmakerTesting
import Testing

/// Values made of numbers and bytes, not of texts: each has a text, and comes back from it.
@Suite struct `Random values` {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let check: @Sendable (inout SeededGenerator) throws -> Bool

        init<Value: ParsableValue>(
            _ type: Value.Type, _ make: @escaping @Sendable (inout SeededGenerator) throws -> Value
        ) {
            testDescription = "\(type)"
            check = { generator in
                let value = try make(&generator)
                return try Value(parsing: value.description) == value
                    && JSON.read(Value.self, JSON.write(value)) == value
            }
        }
    }

    static let cases = [
        Case(IPv4Address.self) { ipv4(&$0) },
        Case(IPv6Address.self) { ipv6(&$0) },
        Case(IPAddress.self) { address(&$0) },
        Case(IPv4Prefix.self) { try IPv4Prefix(containing: ipv4(&$0), length: .random(in: 0...32, using: &$0)) },
        Case(IPv6Prefix.self) { try IPv6Prefix(containing: ipv6(&$0), length: .random(in: 0...128, using: &$0)) },
        Case(IPPrefix.self) { generator in
            let address = address(&generator)
            return try IPPrefix(containing: address, length: .random(in: 0...address.bitWidth, using: &generator))
        },
        Case(InterfaceAddress.self) { generator in
            let address = address(&generator)
            return try InterfaceAddress(
                address: address, prefixLength: .random(in: 0...address.bitWidth, using: &generator))
        },
        Case(Endpoint.self) { Endpoint(address: address(&$0), port: try port(&$0)) },
        Case(ServerAddress.self) { try ServerAddress(host: address(&$0).description, port: port(&$0)) },
        Case(ListenPort.self) { try port(&$0) },
        Case(DefaultsReach.self) { Bool.random(using: &$0) ? .newNodes : .allNodes },
        Case(NodeLimit.self) { try NodeLimit(.random(in: 1...1_000_000, using: &$0)) },
        Case(MTU.self) { try MTU(.random(in: 1280...65535, using: &$0)) },
        Case(PersistentKeepalive.self) { try PersistentKeepalive(seconds: .random(in: 0...65535, using: &$0)) },
        Case(Revision.self) { Revision(number(&$0)) },
        Case(MapDigest.self) { MapDigest(rawValue: .random(in: 0 ... .max, using: &$0)) },
        Case(Timestamp.self) { Timestamp(millisecondsSince1970: Int64(bitPattern: $0.next()) >> 16) },
        Case(NodeID.self) { NodeID.random(using: &$0) },
        Case(Epoch.self) { Epoch.random(using: &$0) },
        Case(AggregateID.self) { .network(try NetworkName(parsing: "harbor"), Epoch.random(using: &$0)) },
        Case(PublicKey.self) { try PublicKey(bytes: bytes(&$0)) },
        Case(IdentityKey.self) { try IdentityKey(bytes: bytes(&$0)) },
        Case(CertificatePin.self) { try CertificatePin(bytes: bytes(&$0)) },
        Case(NodeName.self) { NodeName(adapting: "x-\(number(&$0))") },
    ]

    @Test(arguments: cases)
    func `come back from their text and their JSON`(example: Case) throws {
        var generator = SeededGenerator(seed: 0x7A1E)
        for _ in 0..<1000 {
            #expect(try example.check(&generator))
        }
    }

    /// Small ones and large ones.
    private static func number(_ generator: inout SeededGenerator) -> UInt64 {
        let bits = Int.random(in: 0..<64, using: &generator)
        return generator.next() >> bits
    }

    private static func ipv4(_ generator: inout SeededGenerator) -> IPv4Address {
        IPv4Address(rawValue: .random(in: 0 ... .max, using: &generator))
    }

    /// Half of the groups are zero, so that `::` has something to shorten.
    private static func ipv6(_ generator: inout SeededGenerator) -> IPv6Address {
        IPv6Address(
            rawValue: (0..<8).reduce(0) { number, _ in
                number << 16 | (Bool.random(using: &generator) ? 0 : .random(in: 0...0xFFFF, using: &generator))
            })
    }

    private static func address(_ generator: inout SeededGenerator) -> IPAddress {
        Bool.random(using: &generator) ? .v4(ipv4(&generator)) : .v6(ipv6(&generator))
    }

    private static func port(_ generator: inout SeededGenerator) throws -> ListenPort {
        try ListenPort(.random(in: 1...65535, using: &generator))
    }

    private static func bytes(_ generator: inout SeededGenerator) -> [UInt8] {
        (0..<32).map { _ in .random(in: 0 ... .max, using: &generator) }
    }
}
