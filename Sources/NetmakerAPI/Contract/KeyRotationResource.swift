public import NetmakerCore

/// The answer to `POST /server/tls/rotation`, which the server takes on its operator's socket only: what it shows now.
public struct KeyRotationResource: Hashable, Sendable, Codable {
    /// The pin of the key that is shown now.
    public let pin: CertificatePin
    /// Connected nodes whose agents had not stored the pin in time; the old key vouches for the new one to them.
    public let missing: [NodeID]

    public init(pin: CertificatePin, missing: [NodeID]) {
        self.pin = pin
        self.missing = missing
    }

    /// The longest one rotation may wait for agents.
    public static let longestWait: Duration = .seconds(600)
}
