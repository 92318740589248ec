internal import Netlink
internal import NetmakerCore

extension ConfigurationFile {
    /// Lends the file's text, keys included, to `body`; its memory is zeroed then.
    ///
    /// Where it goes to disk, it is to be readable by its owner alone (0600) from its first byte on. There `wg-quick`
    /// takes it as it is, `wg setconf` takes it when it is ``stripped``. Reading it gives the same values again.
    public func withTextRevealingSecrets<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var text = WipedBuffer(capacity: 1024 + peers.count * 512)
        interface.write(to: &text)
        for peer in peers { peer.write(to: &text) }
        return try text.withBytes(body)
    }
}

// In the order of `wg-quick save`.

extension ConfigurationFile.Interface {
    fileprivate func write(to text: inout WipedBuffer) {
        text.append("[Interface]\n")
        text.append(.address, listing: addresses)
        text.append(.dns, listing: nameServers.map(\.description) + searchDomains.map(\.description))
        if let mtu { text.append(.mtu, mtu) }
        switch table {
        case .automatic: break
        case .off: text.append(.table, "off")
        case .number(let table): text.append(.table, table.rawValue)
        }
        if onDown == .saveInterface { text.append(.saveConfig, "true") }
        for (key, commands) in [
            (ConfigurationKey.preUp, preUp), (.postUp, postUp), (.preDown, preDown), (.postDown, postDown),
        ] {
            for command in commands { text.append(key, command) }
        }
        if let listenPort { text.append(.listenPort, listenPort) }
        if let firewallMark { text.append(.firewallMark, firewallMark) }
        privateKey?.withUnsafeBytes { text.append(.privateKey, base64: $0) }
    }
}

extension ConfigurationFile.Peer {
    fileprivate func write(to text: inout WipedBuffer) {
        text.append("\n[Peer]\n")
        publicKey.withUnsafeBytes { text.append(.publicKey, base64: $0) }
        presharedKey?.withUnsafeBytes { text.append(.presharedKey, base64: $0) }
        text.append(.allowedIPs, listing: allowedIPs)
        if let endpoint { text.append(.endpoint, endpoint) }
        if persistentKeepalive != .off { text.append(.persistentKeepalive, persistentKeepalive) }
    }
}

extension WipedBuffer {
    fileprivate mutating func append(_ key: ConfigurationKey, _ value: some CustomStringConvertible) {
        append("\(key.rawValue) = \(value)\n")
    }

    /// No line for no items: `wg` takes no key without a value.
    fileprivate mutating func append(
        _ key: ConfigurationKey, listing items: some Collection<some CustomStringConvertible>
    ) {
        guard !items.isEmpty else { return }
        append(key, items.map { "\($0)" }.joined(separator: ", "))
    }

    fileprivate mutating func append(_ key: ConfigurationKey, base64 bytes: UnsafeRawBufferPointer) {
        append("\(key.rawValue) = ")
        KeyText.append(bytes, to: &self)
        append("\n")
    }
}
