public import NetmakerCore

extension ConfigurationFile {
    /// A device as it is, as `wg showconf` writes it; with its link, as `wg-quick save` does.
    ///
    /// - Parameters:
    ///   - device: the device.
    ///   - privateKey: the device's own.
    ///   - link: its addresses and MTU; nil leaves them out. Those that the kernel gave it by itself are left out anyhow.
    public init(_ device: DeviceState, privateKey: PrivateKey, link: LinkState? = nil) {
        var interface = Interface(
            privateKey: privateKey, listenPort: device.listenPort, firewallMark: device.firewallMark)
        if let link {
            interface.addresses = link.addresses.filter { $0.address.isIPv4 || !$0.address.isLinkLocal }.sorted()
            interface.mtu = try? MTU(link.mtu)
        }
        self.interface = interface
        // A device has one peer a key and one peer a prefix.
        peers = device.peers.sorted { $0.key < $1.key }.map { key, peer in
            Peer(
                publicKey: key, presharedKey: peer.presharedKey, allowedIPs: peer.allowedIPs,
                endpoint: peer.endpoint.map(WrittenEndpoint.init),
                persistentKeepalive: peer.persistentKeepalive)
        }
    }
}

extension DeviceConfiguration {
    /// The device that a file wants. Its endpoints are where peers are to begin with: those that have roamed are followed.
    ///
    /// - Parameters:
    ///   - addresses: what the file's names stand for (``ConfigurationFile/hostNames``).
    ///   - scopes: the numbers of the interfaces it names (``ConfigurationFile/scopes``).
    /// - Throws: ``ConfigurationFileError/Code/unresolvedName`` for a name or an interface that is not among them.
    public init(
        _ file: ConfigurationFile, addresses: [HostName: IPAddress] = [:], scopes: [InterfaceName: UInt32] = [:]
    ) throws(ConfigurationFileError) {
        var peers: [PublicKey: PeerConfiguration] = [:]
        for peer in file.peers {
            peers[peer.publicKey] = PeerConfiguration(
                presharedKey: peer.presharedKey,
                endpoint: try peer.endpoint?.wanted(addresses, scopes),
                persistentKeepalive: peer.persistentKeepalive,
                allowedIPs: peer.allowedIPs)
        }
        self.init(
            privateKey: file.interface.privateKey, listenPort: file.interface.listenPort,
            firewallMark: file.interface.firewallMark, peers: peers)
    }
}

extension WrittenEndpoint {
    /// An endpoint as a device has it, the interface by its number.
    fileprivate init(_ peer: PeerEndpoint) {
        // A number is a name that an interface may have, and a peer's endpoint has one only where it needs one.
        let scoped = peer.scope.flatMap { number in
            try? ScopedEndpoint(peer.endpoint, scope: InterfaceName(parsing: String(number)))
        }
        self = scoped.map { .scoped($0) } ?? .address(peer.endpoint)
    }

    fileprivate func wanted(
        _ addresses: [HostName: IPAddress], _ scopes: [InterfaceName: UInt32]
    ) throws(ConfigurationFileError) -> PeerConfiguration.WantedEndpoint {
        switch self {
        case .address(let endpoint): return .initial(endpoint)
        case .scoped(let endpoint):
            let scope = endpoint.scope
            guard let number = scopes[scope] ?? UInt32(scope.description) else {
                throw ConfigurationFileError(
                    .unresolvedName, key: .endpoint, message: "nobody has said what number interface \(scope) has",
                    remedy: "look it up and give the number, or write it into the file")
            }
            return .initial(PeerEndpoint(endpoint.endpoint, scope: number))
        case .name(let name, let port):
            guard let address = addresses[name] else {
                throw ConfigurationFileError(
                    .unresolvedName, key: .endpoint, message: "nobody has said what address \(name) has",
                    remedy: "look it up and give the address, or write it into the file")
            }
            return .initial(Endpoint(address: address, port: port))
        }
    }
}

extension LinkConfiguration {
    /// The link that a file wants: its addresses, its MTU (1420 where it names none), and routes to all that its peers
    /// are allowed, in the tables that `wg-quick` puts them into.
    ///
    /// What an address of the interface lies in has a route already. Routes to everywhere go into the table whose number
    /// is the firewall mark, or 51820, unless the file says which: nothing leads there before a rule does, so that they
    /// cannot swallow the tunnel's own packets.
    public init(_ file: ConfigurationFile) {
        let interface = file.interface
        let marked = interface.firewallMark.map { RouteTable(rawValue: $0.rawValue) }
        // In one of the kernel's own tables they would be asked for the tunnel's own packets as well.
        let everywhere = marked.flatMap { $0.isKernelsOwn ? nil : $0 } ?? RouteTable(rawValue: Self.tableForEverywhere)
        let destinations = file.peers.flatMap(\.allowedIPs)
        let routes: [Route] =
            switch interface.table {
            case .off: []
            case .number(let table): destinations.map { Route(to: $0, table: table) }
            case .automatic:
                destinations.filter { destination in
                    !interface.addresses.contains { $0.prefix.contains(destination) }
                }.map { Route(to: $0, table: $0.length == 0 ? everywhere : .main) }
            }
        self.init(
            mtu: interface.mtu ?? .wireGuard, addresses: Set(interface.addresses), routes: Set(routes))
    }

    /// What `wg-quick` begins with when there is no mark.
    private static let tableForEverywhere: UInt32 = 51820
}
