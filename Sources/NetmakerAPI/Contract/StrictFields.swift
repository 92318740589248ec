internal import NetmakerCore

/// Reads the fields of a request strictly: a field that is not known is refused by its name rather than ignored, since
/// a mistyped one would otherwise change nothing and say nothing; one of the wrong type is named too.
struct StrictFields<Key: CodingKey & CaseIterable> {
    private let container: KeyedDecodingContainer<Key>
    private let prefix: String

    /// - Throws: `ModelError.Code.invalidValue` when the value is not an object, or has a field that is no `Key`.
    init(_ decoder: any Decoder) throws(ModelError) {
        prefix = decoder.codingPath.map { $0.stringValue + "." }.joined()
        do {
            container = try decoder.container(keyedBy: Key.self)
            let names = try decoder.container(keyedBy: AnyName.self).allKeys.map(\.stringValue)
            let known = Set(Key.allCases.map(\.stringValue))
            if let unknown = names.sorted().first(where: { !known.contains($0) }) {
                throw Self.unknown(prefix + unknown.excerpt)
            }
        } catch let error as ModelError {
            throw error
        } catch {
            throw ModelError(
                .invalidValue, field: prefix.isEmpty ? nil : String(prefix.dropLast()),
                message: "a JSON object is needed here", remedy: "send one such as {\"name\": \"harbor\"}")
        }
    }

    /// A field that must be there.
    func required<Value: Decodable>(_ key: Key, as type: Value.Type = Value.self) throws(ModelError) -> Value {
        guard let value = try optional(key, as: type) else {
            throw ModelError(
                .invalidValue, field: name(of: key), message: "\(name(of: key)) is missing",
                remedy: "add the field \(name(of: key))")
        }
        return value
    }

    /// A field that may be left out, or be null, which is the same.
    func optional<Value: Decodable>(_ key: Key, as type: Value.Type = Value.self) throws(ModelError) -> Value? {
        do {
            return try container.decodeIfPresent(type, forKey: key)
        } catch let error as ModelError {
            // The innermost field is named already when the value is an object with fields of its own.
            let isNested = error.field?.hasPrefix(name(of: key) + ".") == true
            throw isNested ? error : error.at(field: name(of: key))
        } catch {
            throw ModelError(
                .invalidValue, field: name(of: key), message: "\(name(of: key)) is of the wrong type",
                remedy: Self.remedy(for: error))
        }
    }

    /// A field that a change may set, and that cannot be empty: left out, it stays as it is.
    func replacement<Value: Decodable>(_ key: Key, as type: Value.Type = Value.self) throws(ModelError) -> Value? {
        guard let value = try optional(key, as: type) else {
            guard !container.contains(key) else {
                throw ModelError(
                    .invalidValue, field: name(of: key), message: "\(name(of: key)) cannot be cleared",
                    remedy: "give it a value, or leave it out to keep the one it has")
            }
            return nil
        }
        return value
    }

    /// A field that a change may leave alone (by leaving it out), set, or clear (by null).
    func update<Value: Decodable>(_ key: Key, as type: Value.Type = Value.self) throws(ModelError) -> Update<Value> {
        if let value = try optional(key, as: type) { return .set(value) }
        return container.contains(key) ? .clear : .keep
    }

    /// A field that takes one of a few words, and cannot be empty.
    func choice<Value: CaseIterable & RawRepresentable<String>>(
        _ key: Key, as type: Value.Type = Value.self
    ) throws(ModelError) -> Value? {
        guard let text = try replacement(key, as: String.self) else { return nil }
        guard let value = Value(rawValue: text) else {
            throw ModelError(
                .invalidValue, field: name(of: key), message: "\"\(text.excerpt)\" is not known here",
                remedy: "give one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return value
    }

    private static func remedy(for error: any Error) -> String {
        switch error {
        case DecodingError.typeMismatch(let type, _) where type == String.self: "send a JSON string"
        case DecodingError.typeMismatch(let type, _) where type is any BinaryInteger.Type: "send a JSON number"
        case DecodingError.typeMismatch(let type, _) where type == Bool.self: "send true or false"
        case DecodingError.typeMismatch(let type, _) where type is any Collection.Type: "send a JSON array"
        case DecodingError.valueNotFound: "leave null out of it"
        default: "send a number that is whole, and not too large"
        }
    }

    private func name(of key: Key) -> String { prefix + key.stringValue }

    private static func unknown(_ name: String) -> ModelError {
        let known = Key.allCases.map(\.stringValue)
        return ModelError(
            .invalidValue, field: name, message: "there is no field \(name)",
            remedy: known.isEmpty ? "leave it out" : "the fields are \(known.joined(separator: ", "))")
    }
}

/// Whatever a field is called.
private struct AnyName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension KeyedEncodingContainer {
    /// Writes an update so that reading it back gives it again: nothing to keep, null to clear.
    mutating func encode<Value: Encodable>(update: Update<Value>, forKey key: Key) throws {
        switch update {
        case .keep: break
        case .set(let value): try encode(value, forKey: key)
        case .clear: try encodeNil(forKey: key)
        }
    }
}
