internal import NetmakerControl
internal import NetmakerCore

/// What readers ask of the truth. The only way routes come to it, so that none forgets to ask whether it may.
extension ControlPlane {
    /// The truth, for somebody who may see it.
    ///
    /// - Throws: `ControlError` when they may not, or the state is not read yet.
    func truth(for principal: Principal, needing permission: Permission) throws(ControlError) -> Truth {
        guard health != .loading else {
            throw ControlError(
                .unavailable, message: "the server is still reading its state", remedy: "try again in a moment")
        }
        let truth = truth
        try Authorization.require(permission, of: principal, in: truth)
        return truth
    }

    /// One network, for somebody who may see it.
    ///
    /// - Throws: `ControlError.Code.notFound` when there is none, or none that they may see, and what
    ///   `truth(for:needing:)` throws.
    func network(_ name: NetworkName, for principal: Principal) throws(ControlError) -> NetworkState {
        guard let state = try truth(for: principal, needing: .readNetwork(name)).networks[name] else {
            throw .noNetwork(name)
        }
        return state
    }

    /// The networks that somebody may see, in the order of their names.
    ///
    /// - Throws: what `truth(for:needing:)` throws.
    func networks(for principal: Principal) throws(ControlError) -> [NetworkState] {
        let truth = try truth(for: principal, needing: .enter)
        let names: [NetworkName] =
            switch Authority(of: principal, in: truth)?.reach {
            case .server: Array(truth.networks.keys)
            case .networks(let names): Array(names)
            case nil: []
            }
        return names.sorted().compactMap { truth.networks[$0] }
    }
}

extension [NetworkState] {
    /// Those of which a range overlaps one of these, in their order.
    func overlapping(_ ranges: AddressRanges, besides own: NetworkName) -> [NetworkName] {
        filter { $0.network.name != own && $0.network.ranges.overlaps(ranges) }.map(\.network.name)
    }
}
