import NetmakerCore
import Testing

@testable import NetmakerServer

@Suite struct `The public address` {
    struct Case: Sendable, CustomTestStringConvertible {
        let addresses: [String]
        /// Nil when it cannot be guessed.
        let guess: String?
        var testDescription: String { addresses.joined(separator: " ") }
    }

    static let cases = [
        Case(addresses: ["127.0.0.1", "::1"], guess: nil),
        Case(addresses: ["127.0.0.1", "203.0.113.5"], guess: "203.0.113.5"),
        Case(addresses: ["203.0.113.5", "172.17.0.1", "10.0.0.5"], guess: "203.0.113.5"),
        Case(addresses: ["203.0.113.5", "2001:db8::5", "fe80::1"], guess: "203.0.113.5"),
        Case(addresses: ["203.0.113.5", "203.0.113.6"], guess: nil),
        Case(addresses: ["203.0.113.5", "203.0.113.5"], guess: "203.0.113.5"),
        Case(addresses: ["10.0.0.5", "2001:db8::5"], guess: "2001:db8::5"),
        Case(addresses: ["127.0.0.1", "192.168.1.10", "fe80::1"], guess: "192.168.1.10"),
        Case(addresses: ["192.168.1.10", "172.17.0.1"], guess: nil),
        Case(addresses: ["169.254.1.1"], guess: nil),
    ]

    @Test(arguments: cases) func `is guessed only where there is one to choose`(_ example: Case) throws {
        let addresses = try example.addresses.map { try IPAddress(parsing: $0) }
        if let guess = example.guess {
            #expect(try PublicAddress.guess(among: addresses).host == guess)
        } else {
            let error = #expect(throws: ServerError.self) { try PublicAddress.guess(among: addresses) }
            #expect(error?.setting == "public-address")
            #expect(error?.remedy.contains("--public-address") == true)
        }
    }

    @Test(arguments: ["", "two words", "host:8081", "https://host", "-x"])
    func `is a host and nothing else`(_ text: String) {
        #expect(throws: ServerError.self) { try PublicAddress(parsing: text) }
    }
}
