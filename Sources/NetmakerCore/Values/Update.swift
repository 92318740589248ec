/// What to do with a field: "leave alone", "set" and "clear" are three things, and an absent value is none of them.
public enum Update<Value> {
    /// Leave the field as it is.
    case keep
    /// Give it this value.
    case set(Value)
    /// Take its value away.
    case clear

    /// What the field becomes.
    public func applied(to current: Value?) -> Value? {
        switch self {
        case .keep: current
        case .set(let value): value
        case .clear: nil
        }
    }
}

extension Update: Sendable where Value: Sendable {}
extension Update: Equatable where Value: Equatable {}
extension Update: Hashable where Value: Hashable {}

/// An object with one key: `{"keep": true}`, `{"set": <value>}` or `{"clear": true}`.
extension Update: Codable where Value: Codable {
    private enum Verb: String, CodingKey { case keep, set, clear }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Verb.self)
        switch (container.allKeys.first, container.allKeys.count) {
        case (.keep, 1): self = .keep
        case (.set, 1): self = .set(try container.decode(Value.self, forKey: .set))
        case (.clear, 1): self = .clear
        default:
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "not one of keep, set, clear"))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Verb.self)
        switch self {
        case .keep: try container.encode(true, forKey: .keep)
        case .set(let value): try container.encode(value, forKey: .set)
        case .clear: try container.encode(true, forKey: .clear)
        }
    }
}
