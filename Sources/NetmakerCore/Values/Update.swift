/// What to do with a field: "leave alone", "set" and "clear" are three things, and an absent value is none of them.
public enum Update<Value> {
    case keep
    case set(Value)
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
extension Update: Codable where Value: Codable {}
