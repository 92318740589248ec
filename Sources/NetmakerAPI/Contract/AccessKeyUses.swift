public import NetmakerCore

/// How many machines a key admits, as people write it: a number, or "unlimited".
public enum AccessKeyUses: Hashable, Sendable, CustomStringConvertible {
    case unlimited
    /// Never negative; 0 when spent.
    case limited(Int)

    public init(_ uses: AccessKey.Uses) {
        switch uses {
        case .unlimited: self = .unlimited
        case .remaining(let count): self = .limited(count)
        }
    }

    /// - Throws: `ModelError.Code.invalidValue` for anything but `unlimited` and a number of 0 or more.
    public init(parsing text: String) throws(ModelError) {
        if text == "unlimited" {
            self = .unlimited
        } else {
            guard let count = Decimal.parse(text, maximum: Int.max) else { throw Self.invalid(text) }
            self = .limited(count)
        }
    }

    public var description: String {
        switch self {
        case .unlimited: "unlimited"
        case .limited(let count): String(count)
        }
    }

    private static func counted(_ count: Int) throws(ModelError) -> AccessKeyUses {
        guard count >= 0 else { throw invalid(String(count)) }
        return .limited(count)
    }

    private static func invalid(_ text: String) -> ModelError {
        ModelError(
            .invalidValue, field: "uses", message: "\"\(text.excerpt)\" is not a number of uses",
            remedy: "give a number of 1 or more, or unlimited")
    }
}

extension AccessKeyUses: Codable {
    /// A JSON number, or the string "unlimited".
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let count = try? container.decode(Int.self) {
            self = try Self.counted(count)
        } else {
            let text = try container.decode(String.self)
            guard text == Self.unlimited.description else { throw Self.invalid(text) }
            self = .unlimited
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .unlimited: try container.encode(description)
        case .limited(let count): try container.encode(count)
        }
    }
}
