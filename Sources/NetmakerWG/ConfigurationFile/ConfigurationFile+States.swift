public import NetmakerCore

extension ConfigurationFile {
    /// A device as it is, as `wg showconf` writes it; with its link, as `wg-quick save` does.
    ///
    /// - Parameters:
    ///   - device: the device.
    ///   - privateKey: the device's own (``WireGuardDevice/privateKey()``); nil leaves it out.
    ///   - link: its addresses and MTU; nil leaves them out. Those that the kernel gave it by itself are left out
    ///     anyhow.
    public init(_ device: DeviceState, privateKey: PrivateKey?, link: LinkState? = nil) {
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
    /// The device that a file wants. Its endpoints are where peers are to begin with: those that have roamed are
    /// followed.
    ///
    /// A file without a mark gets that of `wg-quick`, 51820, where ``LinkConfiguration/init(_:addresses:)`` needs one
    /// to tell the tunnel's own packets by. Whoever makes routes otherwise says so by
    /// ``ConfigurationFile/Interface/table`` before: with `.off` the mark is the file's.
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
            firewallMark: try file.mark(addresses), peers: peers)
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
        case .name(let name, let port): return .initial(Endpoint(address: try name.address(addresses), port: port))
        }
    }

    /// Where that is, without the port.
    func address(_ addresses: [HostName: IPAddress]) throws(ConfigurationFileError) -> IPAddress {
        switch self {
        case .address(let endpoint): endpoint.address
        case .scoped(let endpoint): endpoint.endpoint.address
        case .name(let name, _): try name.address(addresses)
        }
    }
}

extension HostName {
    fileprivate func address(_ addresses: [HostName: IPAddress]) throws(ConfigurationFileError) -> IPAddress {
        guard let address = addresses[self] else {
            throw ConfigurationFileError(
                .unresolvedName, key: .endpoint, message: "nobody has said what address \(self) has",
                remedy: "look it up and give the address, or write it into the file")
        }
        return address
    }
}
