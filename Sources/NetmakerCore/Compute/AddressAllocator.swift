internal import HashTreeCollections

/// Which addresses of one range are taken, and which is next.
///
/// The lowest free address is handed out, never the range's first (the network, or the subnet-router anycast address of
/// RFC 4291) nor, in IPv4, its last (the broadcast). An address freed less than `quarantine` ago is handed out only when
/// no other is left: packets and caches that still mean its last holder must find nobody.
///
/// A value: a copy shares everything and costs nothing, an operation costs the same however many addresses are taken.
public struct AddressAllocator: Sendable {
    /// How long a freed address rests.
    public static let quarantine = Duration.seconds(3600)

    public let range: IPPrefix
    /// How many addresses are taken, resting ones not counted.
    public private(set) var usedCount = 0

    private var used: HostNumberSet
    private var resting = RestingHosts()

    public init(range: IPPrefix) {
        self.range = range
        used = HostNumberSet(bound: Self.hostBound(of: range))
    }

    /// The address the next node gets. Taking it is another step (`claim`).
    ///
    /// - Throws: `ModelError.Code.exhausted` when every address is taken.
    public func next(now: Timestamp) throws(ModelError) -> IPAddress {
        // Rested addresses count as free again; the copy is thrown away.
        var allocator = self
        allocator.endQuarantines(now: now)
        if let host = allocator.used.lowestAbsent(from: 1) { return allocator.address(of: host) }
        if let host = allocator.resting.longestResting { return allocator.address(of: host) }
        throw ModelError(
            .exhausted, message: "\(range) has no free address",
            remedy: "widen the range with nmctl network update --range")
    }

    /// Takes the next address.
    ///
    /// - Throws: `ModelError.Code.exhausted` when every address is taken.
    public mutating func allocate(now: Timestamp) throws(ModelError) -> IPAddress {
        endQuarantines(now: now)
        let address = try next(now: now)
        try claim(address)
        return address
    }

    /// Takes a given address, resting or free.
    ///
    /// - Throws: `ModelError.Code.invalidValue` for an address that no node of the range may have, `.notUnique` for one
    ///   that is taken.
    public mutating func claim(_ address: IPAddress) throws(ModelError) {
        let host = try host(of: address)
        if resting.remove(host) {
            usedCount += 1
            return
        }
        guard used.insert(host) else {
            throw ModelError(
                .notUnique, field: "address", message: "\(address) is already taken", remedy: "choose another address")
        }
        usedCount += 1
    }

    /// Frees an address; it rests from then on. One that is not taken stays as it is.
    public mutating func release(_ address: IPAddress, at time: Timestamp) {
        guard let host = try? host(of: address), used.contains(host), !resting.contains(host) else { return }
        usedCount -= 1
        resting.append(host, freedAt: time)
    }

    /// Lets an address rest that was freed before this allocator was made. One that is taken by now stays taken.
    public mutating func restoreQuarantine(address: IPAddress, freedAt: Timestamp) {
        guard let host = try? host(of: address), used.insert(host) else { return }
        resting.append(host, freedAt: freedAt)
    }

    /// Whether a node has the address.
    public func isTaken(_ address: IPAddress) -> Bool {
        guard let host = try? host(of: address) else { return false }
        return used.contains(host) && !resting.contains(host)
    }

    /// Lets addresses that have rested long enough be free.
    mutating func endQuarantines(now: Timestamp) {
        while let host = resting.removeFirst(freedBefore: now - Self.quarantine) { used.remove(host) }
    }
}

// MARK: - Addresses and host numbers

extension AddressAllocator {
    /// One more than the highest host number there is. Of IPv6 ranges wider than 2^32 addresses only the lowest 2^32 are
    /// handed out: more than any network has, and numbers people can still read.
    private static func hostBound(of range: IPPrefix) -> UInt64 {
        switch range {
        case .v4(let prefix): max(1, (UInt64(1) << UInt64(32 - prefix.length)) - 1)
        case .v6(let prefix): UInt64(1) << UInt64(min(32, 128 - prefix.length))
        }
    }

    private func address(of host: UInt64) -> IPAddress {
        switch range {
        case .v4(let prefix): .v4(IPv4Address(rawValue: prefix.address.rawValue | UInt32(host)))
        case .v6(let prefix): .v6(IPv6Address(rawValue: prefix.address.rawValue | UInt128(host)))
        }
    }

    private func host(of address: IPAddress) throws(ModelError) -> UInt64 {
        let offset: UInt128? =
            switch (range, address) {
            case (.v4(let prefix), .v4(let address)) where prefix.contains(address):
                UInt128(address.rawValue - prefix.address.rawValue)
            case (.v6(let prefix), .v6(let address)) where prefix.contains(address):
                address.rawValue - prefix.address.rawValue
            default: nil
            }
        guard let offset else {
            throw ModelError(
                .invalidValue, field: "address", message: "\(address) lies outside \(range)",
                remedy: "choose an address inside it")
        }
        guard offset > 0, offset < used.bound else {
            throw ModelError(
                .invalidValue, field: "address", message: "\(address) is not for nodes of \(range)",
                remedy: "choose an address between the range's first and last")
        }
        return UInt64(offset)
    }
}
