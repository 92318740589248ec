internal import FoundationEssentials
internal import NetmakerCore

/// Between fields of a declaration and the requests of the REST interface, which read them strictly and write each value
/// in one way alone.
enum RequestFields {
    /// - Parameter path: where the fields stand in the declaration.
    /// - Throws: `ModelError` that names the field by its path.
    static func read<Request: Decodable>(
        _ type: Request.Type = Request.self, from fields: [String: JSONValue], at path: String
    ) throws(ModelError) -> Request {
        do {
            return try JSONDecoder().decode(type, from: try JSONEncoder().encode(fields))
        } catch let error as ModelError {
            throw error.at(field: error.field.map { "\(path).\($0)" } ?? path)
        } catch {
            throw ModelError(
                .invalidValue, field: path, message: "\(path) cannot be read: \(error)", remedy: "correct it")
        }
    }

    /// The fields that a request writes.
    static func write(_ request: some Encodable) throws(ModelError) -> [String: JSONValue] {
        do {
            return try JSONDecoder().decode([String: JSONValue].self, from: try JSONEncoder().encode(request))
        } catch {
            throw ModelError(
                .invalidValue, message: "a request cannot be written as JSON: \(error)",
                remedy: "report this as a fault")
        }
    }

    /// The same fields, each written as the interface writes it.
    static func checked<Request: Codable>(
        _ type: Request.Type, _ fields: [String: JSONValue], at path: String
    ) throws(ModelError) -> [String: JSONValue] {
        guard !fields.isEmpty else { return [:] }
        return try write(try read(type, from: fields, at: path))
    }
}

/// The ranges of a network as a declaration has them, each by itself.
struct DeclaredRanges: Codable {
    var ipv4Range: Update<IPv4Prefix>
    var ipv6Range: Update<IPv6Prefix>

    private enum CodingKeys: String, CodingKey, CaseIterable { case ipv4Range, ipv6Range }

    init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        ipv4Range = try fields.update(.ipv4Range)
        ipv6Range = try fields.update(.ipv6Range)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(update: ipv4Range, forKey: .ipv4Range)
        try container.encode(update: ipv6Range, forKey: .ipv6Range)
    }
}

/// The addresses of a client as a declaration has them.
struct DeclaredAddresses: Codable {
    var ipv4: IPv4Address?
    var ipv6: IPv6Address?

    private enum CodingKeys: String, CodingKey, CaseIterable { case ipv4, ipv6 }

    init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        ipv4 = try fields.replacement(.ipv4)
        ipv6 = try fields.replacement(.ipv6)
    }
}
