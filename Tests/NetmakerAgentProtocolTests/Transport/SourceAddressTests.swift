import NetmakerCore
import Testing

@testable import NetmakerAgentProtocol

@Suite struct `Where a call comes from` {
    @Test(arguments: [
        ("ipv4:192.0.2.1:4711", "192.0.2.1"), ("ipv6:[2001:db8::1]:4711", "2001:db8::1"),
        ("ipv6:[::ffff:192.0.2.1]:4711", "192.0.2.1"), ("ipv6:[fe80::1%eth0]:4711", "fe80::1"),
    ]) func `is read from the peer's name`(_ peer: String, _ address: String) {
        #expect(IPAddress(grpcPeer: peer)?.description == address)
    }

    @Test(arguments: ["unix:/run/socket", "<unknown>", "", "ipv4:", "ipv4:192.0.2.1"])
    func `is unknown when the peer has no address`(_ peer: String) {
        #expect(IPAddress(grpcPeer: peer) == nil)
    }
}
