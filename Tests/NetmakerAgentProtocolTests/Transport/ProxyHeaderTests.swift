import NetmakerCore
import Testing

@testable import NetmakerAgentProtocol

@Suite struct `A proxy's first line` {
    struct Case: Sendable, CustomTestStringConvertible {
        let line: String
        /// Nil when nobody knows.
        let source: String?
        var testDescription: String { line }
    }

    static let cases = [
        Case(line: "PROXY TCP4 198.51.100.11 198.51.100.1 56324 50051\r\n", source: "198.51.100.11"),
        Case(line: "PROXY TCP6 2001:db8::7 2001:db8::1 56324 50051\r\n", source: "2001:db8::7"),
        Case(line: "PROXY TCP6 ::ffff:192.0.2.7 2001:db8::1 56324 50051\r\n", source: "192.0.2.7"),
        Case(line: "PROXY UNKNOWN\r\n", source: nil),
        Case(line: "PROXY TCP4 nobody 198.51.100.1 56324 50051\r\n", source: nil),
        Case(line: "PROXY TCP4 198.51.100.11\r\n", source: nil),
    ]

    @Test(arguments: cases) func `says where a connection comes from`(_ example: Case) {
        #expect(ProxyHeader.source(in: example.line)?.description == example.source)
    }
}
