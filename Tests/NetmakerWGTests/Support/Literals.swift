import NetmakerCore
import NetmakerWG

// Test values written as text. A mistake in one is a mistake in the test.

func interface(_ text: String) throws -> InterfaceName { try InterfaceName(parsing: text) }
func endpoint(_ text: String) throws -> Endpoint { try Endpoint(parsing: text) }
func peerEndpoint(_ text: String, scope: UInt32? = nil) throws -> PeerEndpoint {
    PeerEndpoint(try endpoint(text), scope: scope)
}
func prefix(_ text: String) throws -> IPPrefix { try IPPrefix(parsing: text) }
func address(_ text: String) throws -> InterfaceAddress { try InterfaceAddress(parsing: text) }
func route(_ text: String, table: RouteTable = .main) throws -> Route { Route(to: try prefix(text), table: table) }

func allowedIPs(_ texts: String...) throws -> AllowedIPs { AllowedIPs(try texts.map { try prefix($0) }) }

/// A public key that stands for a number. Nobody has the private one.
func publicKey(_ number: UInt8) throws -> PublicKey {
    try PublicKey(bytes: [number] + [UInt8](repeating: 0, count: 30) + [1])
}

/// One of many. Nobody has the private one.
func publicKey(number: Int) throws -> PublicKey {
    let bytes = withUnsafeBytes(of: UInt64(number).bigEndian) { Array($0) }
    return try PublicKey(bytes: bytes + [UInt8](repeating: 0, count: 23) + [2])
}

/// 32 bytes of one value.
func key(_ byte: UInt8) -> [UInt8] { [UInt8](repeating: byte, count: 32) }

extension Timestamp {
    /// The moment that tests call now.
    static let testNow = Timestamp(millisecondsSince1970: 1_700_000_000_000)

    /// Seconds before it.
    static func ago(_ seconds: Int64) -> Timestamp {
        Timestamp(millisecondsSince1970: testNow.millisecondsSince1970 - seconds * 1000)
    }
}
