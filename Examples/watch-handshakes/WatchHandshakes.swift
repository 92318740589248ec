import FoundationEssentials
import Logging
import NetmakerCore
import NetmakerWG

// How to embed WireGuard: Docs.docc/EmbeddingWireGuard.md explains it, line by line. Run it as root, with a peer, or
// with a configuration file:
//
//     watch-handshakes example0 10.99.0.1/24 PUBLIC-KEY 192.0.2.2:51820 10.99.0.2/32
//     watch-handshakes example0 example0.conf

@main
enum WatchHandshakes {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard [3, 6].contains(arguments.count) else {
            print(
                """
                usage: watch-handshakes INTERFACE ADDRESS/LENGTH PEER'S-PUBLIC-KEY PEER'S-ENDPOINT PEER'S-ALLOWED-IP
                       watch-handshakes INTERFACE FILE
                """)
            return
        }
        let name = try InterfaceName(parsing: arguments[1])
        if arguments.count == 3 {
            return try await keep(name, asIn: try String(contentsOfFile: arguments[2], encoding: .utf8))
        }
        let address = try InterfaceAddress(parsing: arguments[2])
        let peer = try PublicKey(parsing: arguments[3])
        let endpoint = try Endpoint(parsing: arguments[4])
        let allowedIP = try IPPrefix(parsing: arguments[5])

        // Article begins
        let backend = try Backend.detect()
        let (device, link) = try await backend.open(name)

        let key = PrivateKey.generate()
        let wanted = DeviceConfiguration(
            privateKey: key, firewallMark: .wgQuick,
            peers: [
                peer: PeerConfiguration(
                    endpoint: .initial(endpoint), persistentKeepalive: .netmaker, allowedIPs: [allowedIP])
            ])
        let plan = DevicePlan(from: try await device.state(), to: wanted, now: SystemWallClock().now)
        try await device.apply(plan)

        let routing = try TunnelRouting(of: [allowedIP], mark: .wgQuick)
        let wantedLink = LinkConfiguration(addresses: [address], routes: routing.routes, rules: routing.rules)
        if let state = try await link.state() { try await link.apply(LinkPlan(from: state, to: wantedLink)) }
        let port = try await device.state().listenPort
        print("\(name) is up by \(backend.kind), key \(key.publicKey), port \(port?.description ?? "none")")

        for try await handshake in device.handshakes() {
            print("\(handshake.time)  handshake with \(handshake.peer)")
        }
        // Article ends
    }

    /// Makes an interface as a file wants it, and keeps it so.
    private static func keep(_ name: InterfaceName, asIn text: String) async throws {
        // Article begins
        let file = try ConfigurationFile(parsing: text)
        let interface = WireGuardInterface(name, by: try Backend.detect(), logger: Logger(label: "\(name)"))
        try await interface.apply(DeviceConfiguration(file), LinkConfiguration(file))
        print("\(name) is kept by \(interface.kind)")
        try await interface.run()
        // Article ends
    }
}
