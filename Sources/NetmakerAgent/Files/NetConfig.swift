internal import NetmakerCore

/// The view of a membership for people, `netconfig-<net>`: YAML in the names that Netmaker gave its keys.
struct NetConfig: Hashable, Sendable {
    let server: ServerAddress
    let api: ServerAddress?
    let configuration: NodeConfiguration
    let publicKey: PublicKey
    /// The first of the machine's addresses on its own networks; nil when it has none.
    let localAddress: IPAddress?

    /// The whole file, in one order.
    var text: String {
        var yaml = "# Written by netclient whenever something changes.\n"
        yaml += "server:\n"
        yaml += line("grpcaddress", server.description)
        if let api { yaml += line("apiaddress", api.description) }
        yaml += "node:\n"
        yaml += line("id", configuration.node.description)
        yaml += line("name", configuration.name.description)
        yaml += line("interface", configuration.interface.description)
        yaml += line("network", configuration.network.description)
        yaml += line("address", address { $0.bitWidth == 32 })
        yaml += line("address6", address { $0.bitWidth == 128 })
        yaml += line("localaddress", localAddress?.description ?? "")
        yaml += "    listenport: \(configuration.listenPort)\n"
        yaml += "    persistentkeepalive: \(configuration.persistentKeepalive.seconds ?? 0)\n"
        yaml += line("publickey", publicKey.description)
        yaml += line("endpoint", endpoint)
        yaml += line("isstatic", configuration.pinnedEndpoint == nil ? "no" : "yes")
        yaml += "    mtu: \(configuration.mtu)\n"
        yaml += "network: \(quoted(configuration.network.description))\n"
        return yaml
    }

    private func address(where isWanted: (IPAddress) -> Bool) -> String {
        configuration.addresses.first { isWanted($0.address) }?.address.description ?? ""
    }

    /// Where the machine is said, or seen, to be reached.
    private var endpoint: String {
        if let pinned = configuration.pinnedEndpoint { return pinned.description }
        guard let observed = configuration.observedAddresses.first else { return "" }
        return Endpoint(address: observed, port: configuration.listenPort).description
    }

    private func line(_ key: String, _ value: String) -> String { "    \(key): \(quoted(value))\n" }

    /// Quoted, since YAML takes a bare `no`, `1e3` or `10:20` for something else. Our values hold neither quotes nor
    /// backslashes but the interface's name, which may.
    private func quoted(_ value: String) -> String {
        var text = "\""
        for character in value {
            if character == "\"" || character == "\\" { text.append("\\") }
            text.append(character)
        }
        return text + "\""
    }
}
