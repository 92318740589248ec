import NetmakerCore

/// What is different between a peer as it is and as it is wanted.
struct PeerDifference {
    let publicKey: PublicKey
    /// All but the allowed IPs.
    private let change: PeerChange
    /// The prefixes it is to get.
    let gained: AllowedIPs
    /// The prefixes it is not to keep.
    let lost: AllowedIPs
    /// How many it has.
    private let formerCount: Int

    /// - Parameter old: the peer as it is; nil when it is to be made.
    init(_ publicKey: PublicKey, from old: PeerState?, to new: PeerConfiguration, now: Timestamp) {
        self.publicKey = publicKey
        let current = old ?? PeerState()
        var change = PeerChange(old == nil ? .add : .update, publicKey)
        switch (current.presharedKey, new.presharedKey) {
        case (nil, nil): break
        case (_?, nil): change.presharedKey = .clear
        case (nil, let key?): change.presharedKey = .set(key)
        case (let known?, let key?): if !known.isEqual(to: key) { change.presharedKey = .set(key) }
        }
        if current.persistentKeepalive != new.persistentKeepalive {
            change.persistentKeepalive = new.persistentKeepalive
        }
        switch new.endpoint {
        case .pinned(let endpoint):
            if current.endpoint != endpoint { change.endpoint = endpoint }
        case .initial(let endpoint):
            let follow = current.endpoint != nil && current.isLive(at: now)
            if current.endpoint != endpoint, !follow { change.endpoint = endpoint }
        case nil: break
        }
        self.change = change
        formerCount = current.allowedIPs.count
        // What is most often so is asked once.
        if current.allowedIPs == new.allowedIPs {
            gained = []
            lost = []
        } else {
            gained = new.allowedIPs.subtracting(current.allowedIPs)
            lost = current.allowedIPs.subtracting(new.allowedIPs)
        }
    }

    /// What is to be done about it.
    ///
    /// - Parameter taken: what other peers gain: it leaves this one without further ado.
    func change(whenTaken taken: Set<IPPrefix>) -> PeerChange {
        var change = change
        let dropped = taken.isEmpty ? lost : AllowedIPs(lost.filter { !taken.contains($0) })
        if !dropped.isEmpty, dropped.count == formerCount {
            // None of its list is to stay, here or elsewhere, and every implementation can replace lists.
            change.allowedIPs = .replace(gained)
        } else if !gained.isEmpty || !dropped.isEmpty {
            change.allowedIPs = .change(adding: gained, removing: dropped)
        }
        return change
    }

    var isEmpty: Bool { change.isEmpty && gained.isEmpty && lost.isEmpty }
}
