import Crypto
import FoundationEssentials
import NetmakerCore

@testable import NetmakerAgent

/// What an agent reads of its own files, which a broken disk or a hand may have changed, and of its socket.
extension FuzzTarget {
    /// The file, and its JSON under a checksum that fits; the first byte says which.
    static let savedMap = FuzzTarget(
        "saved-map", maximumLength: 8192, words: words("index configuration map serverTime ranges ipv4 ipv6 peers"),
        seeds: {
            let bytes = try savedSeed().encoded()
            let json = bytes[bytes.index(after: bytes.firstIndex(of: lineBreak) ?? 0)...].dropLast()
            return [[0] + bytes, [0] + (try changedSeed()), [1] + json]
        },
        check: { input in
            guard let (isJSON, content) = choice([false, true], input) else { return .refused }
            let bytes = isJSON ? file(of: Array(content)) : Array(content)
            let saved: SavedMap
            do { saved = try SavedMap(decoding: bytes) } catch { return try refusal(by: error) }
            try require(!saved.configuration.ranges.all.isEmpty, "a network without an address range")
            let written = try saved.encoded()
            let again: SavedMap
            do { again = try SavedMap(decoding: written) } catch {
                throw Broken("what was written is not read: \(error)")
            }
            try require(again.map == saved.map, "the map changes")
            try require(try again.encoded() == written, "the file changes")
            return .taken
        })

    /// The credential, and the keys of a pending join; the first byte says which.
    static let credentials = FuzzTarget(
        "credentials", maximumLength: 2048,
        words: words("version network node serverID server api pins identity interface listenPort joinedAt key"),
        seeds: {
            let identity = try IdentityPrivateKey(parsing: secretText)
            let address = try ServerAddress(parsing: "192.0.2.1:50051")
            let credential = Credential(
                network: try NetworkName(parsing: "harbor"), node: NodeID(rawValue: 7), server: ServerID(rawValue: 1),
                address: address, api: address, pins: [try Seed.pin()], identity: identity,
                interface: try InterfaceName(parsing: "nm-harbor"), listenPort: .netmaker, joinedAt: Seed.time)
            let pending = PendingJoin(server: address, identity: identity, key: try PrivateKey(parsing: secretText))
            return [[0] + (try credential.encodedRevealingSecret()), [1] + (try pending.encodedRevealingSecret())]
        },
        check: { input in
            let readers: [@Sendable ([UInt8]) throws -> [UInt8]] = [
                { try Credential(decoding: $0).encodedRevealingSecret() },
                { try PendingJoin(decoding: $0).encodedRevealingSecret() },
            ]
            guard let (rewrite, content) = choice(readers, input) else { return .refused }
            let written: [UInt8]
            do { written = try rewrite(Array(content)) } catch { return try refusal(by: error) }
            do {
                try require(try rewrite(written) == written, "the file changes")
            } catch let error where !(error is Broken) { throw Broken("what was written is not read: \(error)") }
            return .taken
        })

    /// What is asked of a daemon, and what it answers; the first byte says which.
    static let localSocket = FuzzTarget(
        "local-socket", words: words("command status pull leave done failed message remedy peers isRunning connection"),
        seeds: {
            let saved = try savedSeed()
            let status = AgentStatus(
                network: saved.configuration.network, node: saved.configuration.node, name: saved.configuration.name,
                server: try ServerAddress(parsing: "192.0.2.1:50051"), isRunning: true, connection: nil,
                trouble: "none", repairs: 1, interface: saved.configuration.interface, listenPort: .netmaker,
                backend: "kernel",
                addresses: saved.configuration.addresses, revision: Revision(1), acknowledged: nil,
                peers: try Seed.map().peers.values.map {
                    var peer = AgentStatus.Peer($0)
                    peer.endpoint = try Seed.endpoint()
                    peer.lastHandshake = Seed.time
                    return peer
                })
            let replies: [LocalReply] = [
                .status(status), .done(message: "done"), .failed(message: "no", remedy: "ask"),
            ]
            return try [[0] + LocalMessage.encode(LocalRequest(.pull))]
                + replies.map { [1] + (try LocalMessage.encode($0)) }
        },
        check: { input in
            let readers: [@Sendable ([UInt8]) throws -> [UInt8]] = [
                { try LocalMessage.encode(LocalMessage.decode(LocalRequest.self, $0)) },
                { try LocalMessage.encode(LocalMessage.decode(LocalReply.self, $0)) },
            ]
            guard let (rewrite, content) = choice(readers, input) else { return .refused }
            let written: [UInt8]
            do { written = try rewrite(Array(content)) } catch { return try refusal(by: error) }
            do {
                try require(try rewrite(written) == written, "the message changes")
            } catch let error where !(error is Broken) { throw Broken("what was written is not read: \(error)") }
            return .taken
        })

    /// - Throws: the error itself when it says that more than the input is wrong.
    private static func refusal(by error: any Error) throws -> Verdict {
        switch error {
        case is SavedFileError, is DecodingError: return .refused
        case let error as ModelError:
            try ErrorText.check(error)
            return .refused
        default: throw error
        }
    }

    private static let secretText = "OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVg="
    private static let lineBreak = UInt8(ascii: "\n")

    private static func words(_ keys: String) -> [String] { keys.split(separator: " ").map { "\"\($0)\":" } }

    private static func savedSeed() throws -> SavedMap {
        SavedMap(
            index: NetworkIndex(besides: []), configuration: try Seed.configuration(), map: try Seed.map(),
            serverTime: Seed.time)
    }

    /// A file with a change after the map.
    private static func changedSeed() throws -> [UInt8] {
        let saved = try savedSeed()
        let map = try Seed.map()
        let (bytes, checksum) = try saved.encodedWithChecksum()
        let delta = MapDelta(from: map.revision, to: map.revision, changed: [], removed: [], digest: map.digest)
        let change = SavedChange(configuration: saved.configuration, serverTime: Seed.time, delta: delta)
        return bytes + (try change.encoded(after: checksum)).bytes
    }

    /// The file that holds this JSON.
    private static func file(of json: [UInt8]) -> [UInt8] {
        let checksum = SHA256.hash(data: json).map { String(256 + Int($0), radix: 16).dropFirst() }.joined()
        return Array("netmap 2 sha256 \(checksum)\n".utf8) + json + [lineBreak]
    }
}
