public import NetmakerCore

/// A configuration file as `wg setconf` and `wg-quick` read it, understood.
///
/// ```swift
/// let file = try ConfigurationFile(parsing: text)
/// let addresses = try await resolve(file.hostNames)
/// let device = try DeviceConfiguration(file, addresses: addresses)
/// let link = try LinkConfiguration(file, addresses: addresses)
/// ```
///
/// Reading is strict: whatever the programs would pass over in silence, guess at or take the last of, and whatever
/// cannot work, is an error that names line, key and remedy (``ConfigurationFileError``). What is written is accepted
/// by both programs, and read back equal. Comments are not kept.
///
/// It holds keys, so it is neither coded nor compared nor printed; its text leaves by
/// ``withTextRevealingSecrets(_:)`` alone.
public struct ConfigurationFile: Sendable {
    /// The interface itself.
    public var interface: Interface
    /// Its peers, in the order of the file. No two have the same key, and no prefix is two peers'.
    public let peers: [Peer]

    /// - Throws: ``ConfigurationFileError/Code/duplicate`` when two peers have the same key or claim the same prefix:
    ///   WireGuard would give all of it to the last.
    public init(interface: Interface, peers: [Peer] = []) throws(ConfigurationFileError) {
        var keys: Set<PublicKey> = []
        var owners: [IPPrefix: PublicKey] = [:]
        for peer in peers {
            guard keys.insert(peer.publicKey).inserted else { throw .twice(peer.publicKey) }
            for prefix in peer.allowedIPs {
                guard owners.updateValue(peer.publicKey, forKey: prefix) == nil else { throw .twice(prefix) }
            }
        }
        self.interface = interface
        self.peers = peers
    }

    /// What `wg-quick strip` leaves of it: what is WireGuard's own, and no address, command or other setting of the
    /// system.
    public var stripped: ConfigurationFile {
        var stripped = self
        stripped.interface = Interface(
            privateKey: interface.privateKey, listenPort: interface.listenPort, firewallMark: interface.firewallMark)
        return stripped
    }

    /// The names among the endpoints, which somebody has to look up before the file can be applied.
    public var hostNames: Set<HostName> {
        Set(peers.compactMap { if case .name(let name, _) = $0.endpoint { name } else { nil } })
    }

    /// The interfaces that endpoints of link scope name, whose numbers somebody has to look up (`if_nametoindex`)
    /// before the file can be applied. One that is a number already needs no looking up.
    public var scopes: Set<InterfaceName> {
        Set(peers.compactMap { if case .scoped(let endpoint) = $0.endpoint { endpoint.scope } else { nil } })
    }
}

extension ConfigurationFile: Redacted {}
