internal import Crypto
internal import FoundationEssentials
public import NetmakerCore
internal import SwiftProtobuf

extension NodeMark {
    /// - Parameters:
    ///   - configuration: of whatever revision.
    ///   - report: as the machine says it or as the server keeps it, which is made the same here.
    /// - Throws: when one of them cannot be encoded, which no value of these types is known to be.
    public init(_ configuration: NodeConfiguration, _ report: NodeReport) throws {
        var report = report.kept(outside: configuration.ranges)
        if report.nextPublicKey == configuration.publicKey { report.nextPublicKey = nil }
        let parts: [[UInt8]] = [
            try configuration.revised(.zero).wire.serializedBytes(), try report.wire.serializedBytes(),
        ]
        // Each by its own hash: no byte of the one is taken for a byte of the other.
        let hashes = parts.flatMap { Array(SHA256.hash(data: $0)) }
        self.init(hash: SHA256.hash(data: hashes).prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
}
