extension Dashboard {
    /// Puts something on the pages of the mesh's network: the first machine is a gateway, by which the client `laptop`
    /// enters, and there are a key and names of both kinds.
    static func furnish(_ mesh: Mesh) async throws {
        let network = Mesh.network
        for command in [
            ["gateway", "ingress", "set", network, "node1"],
            ["client", "create", network, "laptop", "--gateway", "node1", "-o", "json"],
            ["key", "create", network, "--name", "laptops", "-o", "json"],
            ["dns", "create", network, "db", "--address", "192.0.2.9"],
            ["dns", "create", network, "www", "--node", "node1"],
        ] {
            _ = try await mesh.nmctl(command).printed()
        }
        // What is in force looks otherwise than what is on its way.
        try await mesh.allHaveEverything()
    }
}
