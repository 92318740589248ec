/// The interfaces there are, by their numbers, as notices of the kernel change them.
struct InterfaceEntries {
    private(set) var all: [UInt32: InterfaceEntry] = [:]
    /// The numbers of those that were noticed since they were last taken, in order; none of them is kept when all are
    /// to be looked at anyway.
    private(set) var noticed: [UInt32] = []
    /// Whether all was read anew since then.
    private var isAllNew = false

    /// An interface is new or has changed.
    mutating func set(_ link: LinkMessage) {
        all[link.index, default: InterfaceEntry(link: link)].link = link
        notice(link.index)
    }

    /// An interface has vanished, with its addresses.
    mutating func remove(_ link: LinkMessage) {
        all[link.index] = nil
        notice(link.index)
    }

    /// An address is new. One of an interface that is not known belongs to one that has vanished.
    mutating func add(_ address: AddressMessage) {
        all[address.index]?.addresses.insert(address)
        notice(address.index)
    }

    /// An address has vanished.
    mutating func remove(_ address: AddressMessage) {
        all[address.index]?.addresses.remove(address)
        notice(address.index)
    }

    /// All there is was read anew.
    mutating func replace(with links: [LinkMessage], _ addresses: [AddressMessage]) {
        all = Dictionary(links.map { ($0.index, InterfaceEntry(link: $0)) }) { _, later in later }
        for address in addresses { all[address.index]?.addresses.insert(address) }
        noticed = []
        isAllNew = true
    }

    /// The numbers of those that may differ from what was taken before; from then on none does.
    ///
    /// - Parameter former: the numbers of those that were there then.
    mutating func takeNoticed(since former: some Sequence<UInt32>) -> [UInt32] {
        defer { (noticed, isAllNew) = ([], false) }
        return isAllNew ? Set(former).union(all.keys).sorted() : noticed
    }

    private mutating func notice(_ index: UInt32) {
        if !isAllNew { noticed.append(index) }
    }
}
