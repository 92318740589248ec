internal import NetmakerCore

extension Truth {
    /// Refuses a suffix by which two networks' names would be in one zone: `a.b.example.org` is a node's of `b` with the
    /// suffix `example.org`, and all of a network `a` with the suffix `b.example.org`. Without suffixes names differ.
    func requireOwnZones(of network: Network) throws(ModelError) {
        guard let zone = network.zones.dropFirst().first else { return }
        touch(networks.count)
        for other in networks.values where other.network.name != network.name {
            guard let otherZone = other.network.zones.dropFirst().first,
                zone.isWithin(otherZone) || otherZone.isWithin(zone)
            else { continue }
            throw ModelError(
                .conflict, field: "dnsSuffix", message: "\(zone) would share names with another network's zone",
                remedy: "choose a suffix that neither lies within a network's zone nor has one within it")
        }
    }
}
