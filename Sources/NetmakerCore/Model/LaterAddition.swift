/// A part of a stored object that older releases did not write. Databases and change logs outlive releases: where it is
/// absent, what is read is what was true before there was such a thing.
public protocol LaterAddition: Decodable {
    static var whenAbsent: Self { get }
}

/// What a part of a stored object is a list of that older releases did not write: then there was none of it.
public protocol ListedLater: Decodable {}

extension Array: LaterAddition where Element: ListedLater {
    public static var whenAbsent: [Element] { [] }
}

extension IPPrefix: ListedLater {}
extension ExternalPeer: ListedLater {}

extension KeyedDecodingContainer {
    /// Chosen by the compiler, also in synthesized code, before the one that insists on a value.
    public func decode<Value: LaterAddition>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try decodeIfPresent(type, forKey: key) ?? .whenAbsent
    }
}
