internal import NetmakerCore
internal import NetmakerDNS

/// The lines of each network in the hosts file, kept from one writing to the next: only a network that changed is gone
/// through again.
struct HostsSections {
    struct Section {
        let epoch: Epoch
        let revision: Revision
        let zones: [String]
        let text: String
    }
    private var sections: [NetworkName: Section] = [:]

    /// - Returns: the sections of all networks there are, in the order of their names.
    mutating func advance(to truth: Truth) -> [Section] {
        var next: [NetworkName: Section] = [:]
        for (name, state) in truth.networks {
            if let section = sections[name], section.epoch == state.network.epoch, section.revision == state.revision {
                next[name] = section
            } else {
                let names = NetworkNames(state)
                next[name] = Section(
                    epoch: state.network.epoch, revision: state.revision, zones: Corefile.zones(of: names),
                    text: HostsFile.section(of: names))
            }
        }
        sections = next
        return next.sorted { $0.key < $1.key }.map(\.value)
    }
}
