/// The addresses of one network's ranges: which are taken, which rest, and which come next.
struct AddressTable: Sendable {
    private let network: NetworkName
    private var ipv4: AddressAllocator?
    private var ipv6: AddressAllocator?

    /// One of which nothing is taken.
    init(of network: Network) {
        self.network = network.name
        ipv4 = network.ranges.ipv4.map { AddressAllocator(range: .v4($0)) }
        ipv6 = network.ranges.ipv6.map { AddressAllocator(range: .v6($0)) }
    }

    /// - Throws: `ModelError.Code.exhausted` when a range has no address left.
    func next(now: Timestamp) throws(ModelError) -> (ipv4: IPv4Address?, ipv6: IPv6Address?) {
        var next: (ipv4: IPv4Address?, ipv6: IPv6Address?) = (nil, nil)
        if case .v4(let address) = try ipv4?.next(now: now) { next.ipv4 = address }
        if case .v6(let address) = try ipv6?.next(now: now) { next.ipv6 = address }
        return next
    }

    func isFree(_ address: IPAddress) -> Bool {
        switch address {
        case .v4: ipv4?.isFree(address) ?? false
        case .v6: ipv6?.isFree(address) ?? false
        }
    }

    /// - Throws: what `move` to the address would throw.
    func requireFree(_ address: IPAddress) throws(ModelError) {
        // A copy to try it on, which costs nothing.
        switch address {
        case .v4:
            guard var allocator = ipv4 else { throw lacksRange(for: address) }
            try allocator.claim(address)
        case .v6:
            guard var allocator = ipv6 else { throw lacksRange(for: address) }
            try allocator.claim(address)
        }
    }

    /// Takes the addresses that one has now, and lets those rest that it had.
    ///
    /// - Throws: `ModelError.Code.conflict` when no range is of an address's family, `.invalidValue` when it lies outside,
    ///   or is none that a machine may have, `.notUnique` when it is taken.
    mutating func move(from old: [IPAddress], to new: [IPAddress], time: Timestamp) throws(ModelError) {
        for address in new where !old.contains(address) {
            switch address {
            case .v4: try claim(address, from: &ipv4, time: time)
            case .v6: try claim(address, from: &ipv6, time: time)
            }
        }
        release(old.filter { !new.contains($0) }, at: time)
    }

    /// Lets addresses rest from a time on.
    mutating func release(_ addresses: [IPAddress], at time: Timestamp) {
        for address in addresses {
            switch address {
            case .v4: ipv4?.release(address, at: time)
            case .v6: ipv6?.release(address, at: time)
            }
        }
    }

    /// Addresses freed before this was made wait like any others; one that is somebody's by now does not.
    mutating func restoreQuarantine(of addresses: [IPAddress], freedAt: Timestamp) {
        for address in addresses {
            switch address {
            case .v4: ipv4?.restoreQuarantine(address: address, freedAt: freedAt)
            case .v6: ipv6?.restoreQuarantine(address: address, freedAt: freedAt)
            }
        }
    }

    /// What rests in another goes on resting where a range of this one holds it.
    mutating func restoreQuarantine(from other: AddressTable) {
        for (address, freedAt) in [other.ipv4, other.ipv6].compactMap(\.self).flatMap(\.quarantined) {
            restoreQuarantine(of: [address], freedAt: freedAt)
        }
    }

    /// A rest that is over ends here, and not with every search for the next address.
    private func claim(
        _ address: IPAddress, from allocator: inout AddressAllocator?, time: Timestamp
    ) throws(ModelError) {
        guard allocator != nil else { throw lacksRange(for: address) }
        allocator?.endQuarantine(now: time)
        try allocator?.claim(address)
    }

    private func lacksRange(for address: IPAddress) -> ModelError {
        ModelError(
            .conflict, field: "address", message: "network \(network) has no range that holds \(address)",
            remedy: "choose an address of the network's range")
    }
}
