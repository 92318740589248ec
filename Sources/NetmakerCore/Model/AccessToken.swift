internal import FoundationEssentials

/// All that a machine needs to join a network, in one text: the padded base64 of one JSON object.
public struct AccessToken: Sendable {
    /// The version this release writes. A reader refuses one that is newer.
    public static let currentVersion = 1
    /// A longer text is refused unread.
    public static let maximumLength = 16_384

    /// Where agents reach the server.
    public let server: ServerAddress
    /// Where people and installers reach the server.
    public let api: ServerAddress
    /// The keys the server may show; empty means the system's trusted roots and the host name decide.
    public let pins: [CertificatePin]
    public let network: NetworkName
    public let key: Secret

    public init(
        server: ServerAddress, api: ServerAddress, pins: [CertificatePin], network: NetworkName, key: Secret
    ) {
        self.server = server
        self.api = api
        self.pins = pins
        self.network = network
        self.key = key
    }

    /// - Throws: `ModelError.Code.invalidValue` for text that is no token, `.unsupported` for a newer version. The text
    ///   is never repeated in the error: it is a secret.
    public init(parsing text: String) throws(ModelError) {
        let text = String(text.unicodeScalars.filter { !$0.properties.isWhitespace })
        guard text.utf8.count <= Self.maximumLength else {
            throw Self.malformed("it is longer than \(Self.maximumLength) characters")
        }
        guard let json = Data(base64Encoded: text) else { throw Self.malformed("it is not base64") }
        guard let version = try? JSONDecoder().decode(Versioned.self, from: json).version else {
            throw Self.malformed("it holds no JSON object with a version")
        }
        guard (1...Self.currentVersion).contains(version) else {
            throw ModelError(
                .unsupported, field: "token", message: "the access token has version \(version)",
                remedy: "upgrade netclient, or make a token with a server of this release")
        }
        let fields: Fields
        do {
            fields = try JSONDecoder().decode(Fields.self, from: json)
        } catch {
            throw Self.malformed("a field is missing or of the wrong type")
        }
        self.init(
            server: try ServerAddress(parsing: fields.server), api: try ServerAddress(parsing: fields.api),
            pins: try fields.pins.map { pin throws(ModelError) in try CertificatePin(parsing: pin) },
            network: try NetworkName(parsing: fields.network), key: try Secret(parsing: fields.key))
    }

    /// The text itself, secret included: for the answer that shows it once.
    public func revealed() throws -> String {
        let fields = Fields(
            version: Self.currentVersion, server: server.description, api: api.description,
            pins: pins.map(\.description), network: network.description, key: key.revealed())
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(fields).base64EncodedString()
    }

    private static func malformed(_ what: String) -> ModelError {
        ModelError(
            .invalidValue, field: "token", message: "this is not an access token: \(what)",
            remedy: "copy it again, whole, from where the access key was made")
    }

    private struct Versioned: Decodable {
        let version: Int
    }

    private struct Fields: Codable {
        let version: Int
        let server: String
        let api: String
        let pins: [String]
        let network: String
        let key: String
    }
}

extension AccessToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "AccessToken(network: \(network), server: \(server), key: redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
