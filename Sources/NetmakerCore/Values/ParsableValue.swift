/// A value whose text is all there is to it: coded as a single string, parsed strictly when decoded.
public protocol ParsableValue: Hashable, Sendable, Codable, CustomStringConvertible {
    /// - Throws: `ModelError.Code.invalidValue` for text that `description` never gives, or only in another spelling.
    init(parsing text: String) throws(ModelError)
}

extension ParsableValue {
    /// The value, or nil for text that is none: where a caller has an error of its own.
    init?(ifValid text: String) {
        do {
            try self.init(parsing: text)
        } catch {
            return nil
        }
    }

    public init(from decoder: any Decoder) throws {
        try self.init(parsing: decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension ModelError {
    /// "«text» is not <what>": the text is cut and made plain, so that a hostile megabyte does not come back in an
    /// error.
    static func invalid(_ text: String, isNot what: String, field: String? = nil, remedy: String) -> ModelError {
        ModelError(
            .invalidValue, field: field, message: "\"\(text.excerpt)\" is not \(what)", remedy: remedy)
    }
}
