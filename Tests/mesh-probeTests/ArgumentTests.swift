import NetmakerCore
import Testing

@testable import mesh_probe

@Suite struct `What is told to mesh-probe` {
    @Test func `takes a key and an endpoint from one argument, though keys end with an equals sign`() throws {
        let key = try PublicKey(bytes: Array(repeating: 7, count: 32))
        let endpoint = try Endpoint(parsing: "[2001:db8::1]:51821")
        #expect(try Condition.endpoint(parsing: "\(key)=\(endpoint)") == .endpoint(key, endpoint))
    }

    @Test(arguments: ["node1", "node1=", "node1=x", "node1=0", "node1=-3"])
    func `refuses a machine without a process`(text: String) {
        #expect(throws: ModelError.self) { try Machine(parsing: text) }
    }
}
