internal import NetmakerCore

extension AgentEnvironment {
    /// Has a service keep the network's daemon, or none, as its owner has changed `daemon` in the file.
    ///
    /// - Returns: what was done, for people; nil for nothing.
    func changeService(of network: NetworkName) async throws -> String? {
        let files = MembershipFiles(folder: folder, network: network)
        guard files.isMember, supervisor.isPresent else { return nil }
        let wanted: Bool?
        do { wanted = try files.wantsService() } catch is NetConfigError {
            // Told by who reads all of it.
            return nil
        }
        let isKept = try supervisor.kept().contains(network)
        // What was so when the two last agreed is so no more where somebody else has changed it: then the file follows.
        guard let wanted, wanted != isKept,
            files.configurationAgreement(logger)?[.daemon] == [isKept ? "yes" : "no"]
        else { return nil }
        if wanted {
            try await supervisor.keep(network)
            return "a service keeps network \(network) up, now and after every boot"
        }
        try await supervisor.stop(network)
        try await supervisor.retire(network)
        return "no service keeps network \(network) up to date any more; the tunnel stays as it is"
    }
}
