public import NetmakerCore

extension DevicePlan {
    /// Whether it takes single allowed IPs from peers, which not every implementation can do.
    var removesAllowedIPs: Bool {
        let changes = peers.span
        for index in changes.indices where changes[index].allowedIPs.removesSome { return true }
        return false
    }

    /// The same plan for an implementation that cannot take a single allowed IP from a peer.
    ///
    /// Replacing the peer's list would leave all of it to nobody for an instant, and lose packets. Instead a peer that
    /// is made for this, the sink, is given what is to go, which takes it from whoever has it and from nobody else, and
    /// is removed again.
    ///
    /// Whether a peer has what it is to lose cannot be asked then: it goes whoever has it, unless the plan gives it to
    /// another. A process that is killed half-way leaves the sink behind; the next whole plan removes it.
    ///
    /// - Parameter sink: a public key that no peer has.
    public func removingAllowedIPs(by sink: PublicKey) -> DevicePlan {
        guard removesAllowedIPs else { return self }
        // What another change gives away does not stay with its peer anyhow, and is not to go to the sink.
        var givers: [IPPrefix: PublicKey] = [:]
        for change in peers {
            for prefix in change.allowedIPs.added { givers[prefix] = change.publicKey }
        }
        var removed: [IPPrefix] = []
        var changes: [PeerChange] = []
        for var change in peers {
            if case .change(let added, let gone) = change.allowedIPs, !gone.isEmpty {
                removed += gone.filter { givers[$0] == nil || givers[$0] == change.publicKey }
                change.allowedIPs = added.isEmpty ? .keep : .add(added)
            }
            // Removed peers go last, and what they have is not in question here.
            if !change.isEmpty { changes.append(change) }
        }
        if !removed.isEmpty {
            changes.append(PeerChange(.add, sink, allowedIPs: .add(AllowedIPs(removed))))
            changes.append(PeerChange(.remove, sink))
        }
        return DevicePlan(
            privateKey: privateKey, listenPort: listenPort, firewallMark: firewallMark, formerPeers: formerPeers,
            peers: changes)
    }
}
