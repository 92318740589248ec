extension ClientProfile {
    /// What stands in place of a private key that is not known: a device that is given it says that it is no key.
    public static let placeholder = "PRIVATE-KEY-OF-THIS-DEVICE"

    /// The file as `wg-quick` and the WireGuard apps read it, with a placeholder for the private key.
    public var text: String { text(privateKey: Self.placeholder) }

    /// The file with the private key in it: for the one who asked for it, and for nobody else.
    public func textRevealingSecret(_ key: PrivateKey) -> String { text(privateKey: key.base64RevealingSecret()) }

    private func text(privateKey: String) -> String {
        var lines = ["[Interface]", "Address = " + Self.list(addresses.map { IPPrefix(host: $0) })]
        if !nameServers.isEmpty { lines.append("DNS = " + Self.list(nameServers)) }
        lines += [
            "MTU = \(mtu)", "PrivateKey = \(privateKey)", "", "[Peer]", "PublicKey = \(gatewayKey)",
            "AllowedIPs = " + Self.list(allowedIPs), "Endpoint = \(endpoint)",
        ]
        if let seconds = persistentKeepalive.seconds { lines.append("PersistentKeepalive = \(seconds)") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func list(_ items: [some CustomStringConvertible]) -> String {
        items.map(\.description).joined(separator: ", ")
    }
}
