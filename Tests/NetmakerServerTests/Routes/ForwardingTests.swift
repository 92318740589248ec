import NetmakerCore
import Testing

@testable import NetmakerServer

@Suite struct `Who asks through a proxy` {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let headers: [String]
        let source: String
    }

    /// With 127.0.0.1 and 10.0.0.0/8 as proxies, and a connection from 127.0.0.1.
    static let cases = [
        Case(testDescription: "is the proxy when it says nothing", headers: [], source: "127.0.0.1"),
        Case(testDescription: "is whom it saw", headers: ["192.0.2.7"], source: "192.0.2.7"),
        Case(testDescription: "is the last", headers: ["203.0.113.9, 192.0.2.7"], source: "192.0.2.7"),
        Case(
            testDescription: "is who comes before proxies that are trusted",
            headers: ["203.0.113.9, 192.0.2.7, 10.1.2.3"], source: "192.0.2.7"),
        Case(
            testDescription: "is in the last of several headers", headers: ["203.0.113.9", "192.0.2.7"],
            source: "192.0.2.7"),
        Case(testDescription: "may have an address of IPv6", headers: ["2001:db8::7"], source: "2001:db8::/64"),
        Case(testDescription: "may have one in brackets", headers: ["[2001:db8::7]"], source: "2001:db8::/64"),
        Case(testDescription: "may have IPv4 in IPv6's form", headers: ["::ffff:192.0.2.7"], source: "192.0.2.7"),
        Case(
            testDescription: "is the proxy when it writes nonsense", headers: ["192.0.2.7, unknown"],
            source: "127.0.0.1"),
    ]

    @Test(arguments: cases) func `is found out from the end of what proxies wrote`(_ example: Case) throws {
        let forwarding = Forwarding(trusted: [
            IPPrefix(host: try IPAddress(parsing: "127.0.0.1")), try IPPrefix(parsing: "10.0.0.0/8"),
        ])
        let origin = forwarding.origin(of: example.headers, through: try IPAddress(parsing: "127.0.0.1"))
        #expect(RequestSource(origin).description == example.source)
    }
}
