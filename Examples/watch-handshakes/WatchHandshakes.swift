import NetmakerCore
import NetmakerWG

// How to embed WireGuard: Docs.docc/EmbeddingWireGuard.md explains it, line by line. Run it as root:
//
//     watch-handshakes example0 10.99.0.1/24 PUBLIC-KEY 192.0.2.2:51820 10.99.0.2/32

@main
enum WatchHandshakes {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 6 else {
            print(
                "usage: watch-handshakes INTERFACE ADDRESS/LENGTH PEER'S-PUBLIC-KEY PEER'S-ENDPOINT PEER'S-ALLOWED-IP")
            return
        }
        let name = try InterfaceName(parsing: arguments[1])
        let address = try InterfaceAddress(parsing: arguments[2])
        let peer = try PublicKey(parsing: arguments[3])
        let endpoint = try Endpoint(parsing: arguments[4])
        let allowedIP = try IPPrefix(parsing: arguments[5])

        // Article begins
        let backend = try Backend.detect()
        let (device, link) = try await backend.open(name)

        let key = PrivateKey.generate()
        let wanted = DeviceConfiguration(
            privateKey: key,
            peers: [
                peer: PeerConfiguration(
                    endpoint: .initial(endpoint), persistentKeepalive: .netmaker, allowedIPs: [allowedIP])
            ])
        let plan = DevicePlan(from: try await device.state(), to: wanted, now: SystemWallClock().now)
        try await device.apply(plan)

        if let state = try await link.state() {
            try await link.apply(LinkPlan(from: state, to: LinkConfiguration(addresses: [address])))
        }
        let port = try await device.state().listenPort
        print("\(name) is up by \(backend.kind), key \(key.publicKey), port \(port?.description ?? "none")")

        for try await handshake in device.handshakes() {
            print("\(handshake.time)  handshake with \(handshake.peer)")
        }
        // Article ends
    }
}
