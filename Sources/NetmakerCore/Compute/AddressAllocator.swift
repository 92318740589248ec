internal import HashTreeCollections

/// Which addresses of one range are taken, and which is next.
///
/// The lowest free address is handed out, never the range's first (the network, or the subnet-router anycast address of
/// RFC 4291) nor, in IPv4, its last (the broadcast). An address freed less than `quarantine` ago is handed out only
/// when no other is left, the longest freed first: packets and caches that still mean its last holder must find nobody.
///
/// A value: a copy shares everything and costs nothing, an operation costs the same however many addresses are taken or
/// rest.
public struct AddressAllocator: Sendable {
    /// How long a freed address rests.
    public static let quarantine = Duration.seconds(3600)

    /// How many addresses are taken, resting ones not counted.
    public private(set) var usedCount = 0

    private let numbering: HostNumbering
    /// Host numbers that are taken or rest.
    private var occupied: HostNumberSet
    private var resting = OldestFirst<UInt64>()
    /// Addresses that were claimed above those that are handed out; they need no rest, since nobody gets them unasked.
    private var claimedAbove: TreeSet<IPv6Address> = []

    /// An allocator of which nothing is taken.
    public init(range: IPPrefix) {
        numbering = HostNumbering(range: range)
        occupied = HostNumberSet(bound: numbering.assignable.upperBound)
    }

    /// The range whose addresses these are.
    public var range: IPPrefix { numbering.range }

    /// The address the next node gets. Taking it is another step (`claim`).
    ///
    /// - Throws: `ModelError.Code.exhausted` when every address is taken.
    public func next(now: Timestamp) throws(ModelError) -> IPAddress {
        // One that has rested long enough is as good as a free one; one that has not is better than none.
        let free = occupied.lowestAbsent(from: numbering.assignable.lowerBound)
        let rested = resting.lowest(since: now - Self.quarantine)
        guard let host = [free, rested].compactMap(\.self).min() ?? resting.first?.id else {
            throw ModelError(
                .exhausted, message: "\(range) has no free address",
                remedy: "remove nodes that are no longer used, or make a network with a wider range")
        }
        return numbering.address(of: host)
    }

    /// Takes the next address.
    ///
    /// - Throws: `ModelError.Code.exhausted` when every address is taken.
    public mutating func allocate(now: Timestamp) throws(ModelError) -> IPAddress {
        endQuarantine(now: now)
        let address = try next(now: now)
        try claim(address)
        return address
    }

    /// Takes a given address, resting or free; in IPv6 also one that is never handed out.
    ///
    /// - Throws: `ModelError.Code.invalidValue` for an address that no node of the range may have, `.notUnique` for one
    ///   that is taken.
    public mutating func claim(_ address: IPAddress) throws(ModelError) {
        let isNew =
            switch try numbering.place(of: address) {
            case .assignable(let host): resting.remove(host) || occupied.insert(host)
            case .above(let address): claimedAbove.insert(address).inserted
            }
        guard isNew else {
            throw ModelError(
                .notUnique, field: "address", message: "\(address) is already taken", remedy: "choose another address")
        }
        usedCount += 1
    }

    /// Frees an address, which rests from then on. One that is not taken stays as it is.
    public mutating func release(_ address: IPAddress, at time: Timestamp) {
        switch place(of: address) {
        case .assignable(let host) where occupied.contains(host) && !resting.contains(host):
            endQuarantine(now: time)
            resting.insert(OldestFirst.Entry(id: host, since: time))
            usedCount -= 1
        case .above(let address):
            if claimedAbove.remove(address) != nil { usedCount -= 1 }
        case .assignable, nil:
            break
        }
    }

    /// Whether a node may take the address: it is one of the range's, and nobody has it. It may be resting.
    public func isFree(_ address: IPAddress) -> Bool {
        switch place(of: address) {
        case .assignable(let host): !occupied.contains(host) || resting.contains(host)
        case .above(let address): !claimedAbove.contains(address)
        case nil: false
        }
    }

    /// Nil for an address that no node of the range may have.
    private func place(of address: IPAddress) -> HostNumbering.Place? {
        do { return try numbering.place(of: address) } catch { return nil }
    }
}

// MARK: - Quarantine

extension AddressAllocator {
    /// The addresses that rest, the longest freed first: what a store must keep so that they go on resting after a
    /// restart. Some may have rested long enough already.
    public var quarantined: [(address: IPAddress, freedAt: Timestamp)] {
        resting.entries.map { (numbering.address(of: $0.id), $0.since) }
    }

    /// Lets an address rest that was freed before this allocator was made, in any order; of several times the last
    /// counts. One that is taken by now stays taken.
    public mutating func restoreQuarantine(address: IPAddress, freedAt: Timestamp) {
        guard case .assignable(let host) = place(of: address), resting.contains(host) || occupied.insert(host) else {
            return
        }
        resting.insert(OldestFirst.Entry(id: host, since: freedAt))
    }

    /// Forgets that the longest freed address rested, if it has rested long enough. Only one: nobody pays for all
    /// addresses that were freed together, and as each address that begins to rest ends another's, they never become
    /// more.
    mutating func endQuarantine(now: Timestamp) {
        guard let first = resting.first, first.since <= now - Self.quarantine else { return }
        _ = resting.remove(first.id)
        occupied.remove(first.id)
    }
}
