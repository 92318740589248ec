/// An interface with its addresses.
public struct InterfaceEntry: Hashable, Sendable {
    /// The interface itself.
    public var link: LinkMessage
    /// Its addresses of both families.
    public var addresses: Set<AddressMessage>

    /// An interface.
    public init(link: LinkMessage, addresses: Set<AddressMessage> = []) {
        self.link = link
        self.addresses = addresses
    }
}

/// The interfaces there are, by their numbers, as notices of the kernel change them.
struct InterfaceEntries {
    private(set) var all: [UInt32: InterfaceEntry] = [:]
    /// The numbers of those that were noticed since this was last emptied, in order.
    var noticed: [UInt32] = []

    /// An interface is new or has changed.
    mutating func set(_ link: LinkMessage) {
        all[link.index, default: InterfaceEntry(link: link)].link = link
        noticed.append(link.index)
    }

    /// An interface has vanished, with its addresses.
    mutating func remove(_ link: LinkMessage) {
        all[link.index] = nil
        noticed.append(link.index)
    }

    /// An address is new. One of an interface that is not known belongs to one that has vanished.
    mutating func add(_ address: AddressMessage) {
        all[address.index]?.addresses.insert(address)
        noticed.append(address.index)
    }

    /// An address has vanished.
    mutating func remove(_ address: AddressMessage) {
        all[address.index]?.addresses.remove(address)
        noticed.append(address.index)
    }

    /// All there is was read anew.
    mutating func replace(with links: [LinkMessage], _ addresses: [AddressMessage]) {
        let former = Set(all.keys)
        all = Dictionary(links.map { ($0.index, InterfaceEntry(link: $0)) }) { _, later in later }
        for address in addresses { all[address.index]?.addresses.insert(address) }
        noticed += former.union(all.keys).sorted()
    }
}
