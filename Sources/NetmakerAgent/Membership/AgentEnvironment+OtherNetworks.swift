internal import Logging
internal import NetmakerCore
internal import NetmakerWG

/// What the machine's other networks have, and a network that is joined may not take.
extension AgentEnvironment {
    /// Neither another network's interface is one to take, nor anybody else's, whoever names it.
    func requireFree(_ interface: InterfaceName, for network: NetworkName) async throws {
        let remedy = "name another one with --interface"
        for other in try folder.networks() where other != network {
            let known = MembershipFiles(folder: folder, network: other).knownInterface ?? .default(for: other)
            guard known == interface else { continue }
            throw AgentError(
                .invalidInput, message: "interface \(interface) is that of network \(other)", remedy: remedy)
        }
        do {
            guard let device = try await backend.existing(interface) else { return }
            // What an unfinished join left is our own.
            let files = MembershipFiles(folder: folder, network: network)
            try claim(by: files).check(device, isBare: false)
        } catch let error as WireGuardError where error.code == .foreignInterface {
            throw AgentError(.invalidInput, message: error.message, remedy: remedy, cause: error)
        }
    }

    /// The ranges of the machine's other networks: by their maps, or where one is lost by the daemon that had it.
    ///
    /// - Throws: `AgentError.Code.damagedFile` when nobody knows those of one.
    func otherRanges(_ files: MembershipFiles) async throws -> [NetworkName: [IPPrefix]] {
        let (maps, lost) = try files.otherMaps()
        var ranges = maps.mapValues { $0.configuration.ranges.all }
        for other in lost {
            let addresses = await addresses(in: other)
            guard !addresses.isEmpty else {
                throw AgentError(
                    .damagedFile,
                    message: "the addresses of network \(other) on this machine are not known: its saved map is lost",
                    remedy: "have its daemon reach its server, which sends the map anew; or leave \(other); or join "
                        + "with --force, whatever addresses it has")
            }
            ranges[other] = addresses.map(\.prefix)
        }
        return ranges
    }

    /// The machine's addresses in a network whose map is lost; none where no daemon knows them.
    private func addresses(in network: NetworkName) async -> [InterfaceAddress] {
        do {
            return try await folder.status(of: network).addresses
        } catch {
            logger.debug(
                "A network does not tell its addresses", metadata: ["former": "\(network)", "reason": "\(error)"])
            return []
        }
    }

    /// The indices by which interfaces stand of networks whose maps are lost.
    func standingIndices(_ files: MembershipFiles) async throws -> Set<NetworkIndex> {
        var indices: Set<NetworkIndex> = []
        for other in try files.otherMaps().lost {
            let interface = MembershipFiles(folder: folder, network: other).knownInterface ?? .default(for: other)
            do {
                if let mark = try await backend.existing(interface)?.firewallMark, let index = NetworkIndex(mark) {
                    indices.insert(index)
                }
            } catch let error as WireGuardError where error.code == .foreignInterface {
                continue
            }
        }
        return indices
    }
}
