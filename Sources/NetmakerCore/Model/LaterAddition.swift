/// A part of a stored object that older releases did not write. Databases and change logs outlive releases: where it is
/// absent, what is read is what was true before there was such a thing.
public protocol LaterAddition: Decodable {
    static var whenAbsent: Self { get }
}

extension KeyedDecodingContainer {
    /// Chosen by the compiler, also in synthesized code, before the one that insists on a value.
    public func decode<Value: LaterAddition>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try decodeIfPresent(type, forKey: key) ?? .whenAbsent
    }
}
