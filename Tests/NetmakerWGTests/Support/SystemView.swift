import FoundationEssentials
import NetmakerCore
import NetmakerWG

/// What `wg` and `ip` say of an interface: the system's own tools, read without our decoders.
enum SystemView {
    /// The raw columns of `wg show <interface> dump`, the private key's left out.
    static func dump(of device: DeviceState) -> [[String]] {
        let own = [
            device.publicKey?.description ?? "(none)",
            device.listenPort?.description ?? "0",
            device.firewallMark?.description ?? "off",
        ]
        let peers = device.peers.sorted { $0.key < $1.key }.map { key, peer in
            [
                key.description, peer.presharedKey?.base64RevealingSecret() ?? "(none)",
                peer.endpoint.map(endpoint) ?? "(none)",
                peer.allowedIPs.isEmpty ? "(none)" : peer.allowedIPs.map(\.description).sorted().joined(separator: ","),
                String((peer.lastHandshake?.millisecondsSince1970 ?? 0) / 1000), String(peer.receivedBytes),
                String(peer.sentBytes), peer.persistentKeepalive.description,
            ]
        }
        return [own] + peers
    }

    /// As `wg` writes it, which names an interface where we number it. The loopback interface is the first of every
    /// network namespace, and the one that tests use.
    private static func endpoint(_ endpoint: PeerEndpoint) -> String {
        endpoint.scope == 1 ? "[\(endpoint.address)%lo]:\(endpoint.port)" : endpoint.description
    }

    /// The same of what `wg show all dump` printed of a namespace with one device.
    static func dump(parsing text: String) -> [[String]] {
        dumps(parsing: text).values.first ?? []
    }

    /// The same of what `wg show all dump` printed, by the names of the devices.
    static func dumps(parsing text: String) -> [String: [[String]]] {
        let lines = text.split(separator: "\n").map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        return Dictionary(grouping: lines) { $0[0] }.mapValues { lines in
            let peers = lines.dropFirst().map { columns in
                var columns = Array(columns.dropFirst())
                columns[3] = columns[3].split(separator: ",").sorted().joined(separator: ",")
                return columns
            }
            // Base64 does not sort as bytes do.
            return [Array(lines[0].dropFirst(2))] + peers.sorted { key($0).lexicographicallyPrecedes(key($1)) }
        }
    }

    private static func key(_ columns: [String]) -> [UInt8] {
        (try? PublicKey(parsing: columns[0]).bytes) ?? []
    }

    /// One entry of `ip -j address show`.
    struct Interface: Decodable {
        struct Address: Decodable {
            let local: String
            let prefixlen: Int
        }

        let mtu: Int
        let flags: [String]
        let addr_info: [Address]

        var addresses: Set<String> { Set(addr_info.map { "\($0.local)/\($0.prefixlen)" }) }
    }

    static func interface(parsing json: String) throws -> Interface? {
        try JSONDecoder().decode([Interface].self, from: Data(json.utf8)).first
    }

    /// The destinations that `ip -j route show` printed.
    static func destinations(parsing json: String) throws -> Set<String> {
        struct Entry: Decodable {
            let dst: String
        }
        return Set(try JSONDecoder().decode([Entry].self, from: Data(json.utf8)).map(\.dst))
    }
}
