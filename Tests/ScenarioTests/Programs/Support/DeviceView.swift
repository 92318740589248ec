/// What `wg show <interface> dump` says.
struct DeviceView: Hashable {
    struct Peer: Hashable {
        let publicKey: String
        let endpoint: String
        let allowedIPs: Set<String>
        /// Seconds since 1970; 0 before the first.
        let lastHandshake: Int
        let receivedBytes: Int
        let sentBytes: Int
        /// In seconds, or `off`.
        let persistentKeepalive: String
    }

    let publicKey: String
    let listenPort: Int
    /// In hexadecimal, or `off`.
    let firewallMark: String
    let peers: [Peer]

    init(parsing dump: String) throws {
        let lines = dump.split(separator: "\n").map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        guard let own = lines.first, own.count >= 4, let port = Int(own[2]) else {
            throw TooLate(description: "wg printed no device: \(dump)")
        }
        publicKey = own[1]
        listenPort = port
        firewallMark = own[3]
        peers = lines.dropFirst().filter { $0.count >= 8 }.map { columns in
            Peer(
                publicKey: columns[0], endpoint: columns[2],
                allowedIPs: Set(columns[3].split(separator: ",").map(String.init)),
                lastHandshake: Int(columns[4]) ?? 0, receivedBytes: Int(columns[5]) ?? 0,
                sentBytes: Int(columns[6]) ?? 0, persistentKeepalive: columns[7])
        }
    }

    /// What it was told to be, without what came of it: a line for the device, and one for each peer.
    var configuration: Set<String> {
        Set(
            peers.map { "\($0.publicKey) \($0.endpoint) \($0.allowedIPs.sorted()) \($0.persistentKeepalive)" }
                + ["\(publicKey) \(listenPort) \(firewallMark)"])
    }
}
