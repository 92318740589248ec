internal import NetmakerAPI
internal import NetmakerCore

extension NodeResource: Presentable {
    static var columns: [String] { ["name", "ipv4", "ipv6", "endpoint", "status", "in force", "last seen"] }

    static var unimportantColumns: [String] { ["last seen", "ipv6", "in force"] }

    var row: [String] {
        [
            name.description, ipv4.orDash, ipv6.orDash, reached, status.rawValue, live.status.rawValue,
            (live.lastSeen?.sentence).orDash,
        ]
    }

    var details: [(label: String, value: String)] {
        [
            ("node", name.description), ("id", id.description), ("network", network.description),
            ("status", status.rawValue), ("session", live.status.rawValue),
            ("last seen", (live.lastSeen?.sentence).orDash),
            ("in force", live.acknowledgedRevision.map { "revision \($0)" }.orDash),
            ("ipv4", ipv4.orDash), ("ipv6", ipv6.orDash), ("endpoint", endpoint.or("detected")),
            ("seen from", Self.list(observedAddresses)), ("local addresses", Self.list(localAddresses)),
            ("public key", publicKey.description), ("listen port", listenPort.description),
            ("keepalive", persistentKeepalive.sentence), ("mtu", mtu.description),
            ("interface", interface.description), ("machine", machine.hostname),
            ("system", "\(machine.operatingSystem), \(machine.architecture)"),
            ("agent", "\(machine.version), \(machine.backend)"), ("expires", (expiresAt?.sentence).or("never")),
            ("tags", Self.list(tags)),
            ("hole punching", udpHolePunching.onOrOff), ("dns", dnsOn.onOrOff), ("roaming", roaming.onOrOff),
            ("post up", postUp.orDash), ("post down", postDown.orDash), ("joined", joinedAt.sentence),
            ("revision", revision.description),
        ] + (machine.commandTrouble.map { [("command trouble", $0)] } ?? []) + roles
    }

    /// What it does for others, as far as it does.
    private var roles: [(label: String, value: String)] {
        [
            egress.map { ("egress gateway", $0.sentence) }, ingress.map { ("ingress gateway", $0.sentence) },
            relay.map { ("relay", "since \($0.markedAt.sentence); it can read what it carries") },
            allowedRanges.isEmpty ? nil : ("extra ranges", Self.list(allowedRanges)),
        ].compactMap(\.self)
    }

    var identifier: String { name.description }

    /// Where it is said to be, else where it is seen.
    private var reached: String {
        endpoint?.description
            ?? observedAddresses.first.map { Endpoint(address: $0, port: listenPort).description }.orDash
    }

    private static func list(_ values: [some CustomStringConvertible]) -> String {
        values.isEmpty ? "-" : values.map(\.description).joined(separator: ", ")
    }
}
