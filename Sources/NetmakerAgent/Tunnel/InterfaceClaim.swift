internal import NetmakerCore
internal import NetmakerWG

/// By what an interface is known to be a network's own, and not somebody else's of the same name.
struct InterfaceClaim: Sendable {
    /// The keys that this node has, had a moment ago, or will have.
    let keys: Set<PublicKey>
    let mark: FirewallMark?
    /// The keys of the peers in the network's map; asked seldom.
    let peers: @Sendable () -> Set<PublicKey>

    /// - Parameter isBare: whether the interface has no address that somebody gave it.
    func covers(_ device: DeviceState, isBare: Bool) -> Bool {
        if let key = device.publicKey, keys.contains(key) { return true }
        // Made by an agent that died before it set it up, or by somebody who has not done anything with it.
        if device.publicKey == nil, device.peers.isEmpty { return isBare }
        // Of an earlier key: an agent that died while it went over to another.
        guard let mark, device.firewallMark == mark else { return false }
        return device.peers.isEmpty || !peers().isDisjoint(with: device.peers.keys)
    }

    /// - Throws: `WireGuardError.Code.foreignInterface` when it is somebody else's.
    func check(_ device: DeviceState, isBare: Bool) throws(WireGuardError) {
        guard !covers(device, isBare: isBare) else { return }
        throw WireGuardError.foreign(device)
    }
}

extension PeerMap {
    /// The keys of all peers, those included that follow.
    var publicKeys: Set<PublicKey> { Set(peers.values.lazy.flatMap(\.publicKeys)) }
}

extension WireGuardError {
    /// An interface of WireGuard that is none of ours.
    static func foreign(_ device: DeviceState) -> WireGuardError {
        let name = device.interface
        let owner = device.publicKey.map { "with public key \($0)" } ?? "without a key"
        let count = device.peers.count
        return WireGuardError(
            .foreignInterface,
            message:
                "interface \(name) is somebody else's WireGuard, \(owner) and \(count) peer\(count == 1 ? "" : "s")",
            remedy:
                "find out whose it is with wg show \(name), as of wg-quick, and end it there; or leave the network and "
                + "join with --interface")
    }
}

extension TunnelBackend {
    /// Takes away an interface that is claimed, with the rules that led to it. Somebody else's of that name stays as
    /// it is.
    ///
    /// - Returns: why an interface of that name stays; nil when there is none any more.
    func remove(_ interface: InterfaceName, claimedBy claim: InterfaceClaim) async throws -> String? {
        do {
            if let device = try await existing(interface) { try claim.check(device, isBare: true) }
        } catch let error as WireGuardError where error.code == .foreignInterface {
            return error.message
        }
        try await remove(interface)
        return nil
    }
}

extension AgentEnvironment {
    /// By what an interface is known to be a network's, as far as its files say. What is lost tells nothing; the rest may.
    func claim(by files: MembershipFiles) -> InterfaceClaim {
        let map = (try? files.readMap())?.map
        let keys = [try? files.key(), files.nextKey(logger), (try? files.pendingJoin(logger))?.key]
        return InterfaceClaim(
            keys: Set(keys.compactMap { $0?.publicKey }), mark: map?.index.firewallMark,
            peers: { map?.map?.publicKeys ?? [] })
    }
}
