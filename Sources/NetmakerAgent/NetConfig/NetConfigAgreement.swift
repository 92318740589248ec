internal import FoundationEssentials

/// What a `netconfig-<net>` and the server last agreed on, as it is kept between two starts: without it nobody could tell
/// who changed what. It holds no secrets.
struct NetConfigAgreement: Sendable {
    static let currentVersion = 1
    static let maximumLength = 262_144

    let values: NetConfigMerge.Agreement

    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let texts = Dictionary(uniqueKeysWithValues: values.map { ($0.key.description, $0.value) })
        return Array(try encoder.encode(Fields(version: Self.currentVersion, values: texts))) + [UInt8(ascii: "\n")]
    }

    init(_ values: NetConfigMerge.Agreement) { self.values = values }

    /// - Throws: `SavedFileError` or `DecodingError`.
    init(decoding bytes: [UInt8]) throws {
        let fields = try JSONDecoder().decode(Fields.self, from: Data(bytes))
        guard fields.version == Self.currentVersion else { throw SavedFileError.unknownVersion(fields.version) }
        var values: NetConfigMerge.Agreement = [:]
        for key in NetConfigKey.all { values[key.place] = fields.values[key.place.description] }
        self.values = values
    }

    private struct Fields: Codable {
        let version: Int
        let values: [String: [String]]
    }
}
