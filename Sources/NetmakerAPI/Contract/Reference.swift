public import NetmakerCore

/// An object as people name it in a path or on a command line: by its id or by its name.
///
/// A text can be both, such as a node named by sixteen hexadecimal digits; the id is looked up first.
public struct Reference<ID: ParsableValue, Name: ParsableValue>: ParsableValue {
    /// Nil when the text is no id.
    public let id: ID?
    /// Nil when the text is no name.
    public let name: Name?
    /// The text itself.
    public let description: String

    /// - Throws: `ModelError.Code.invalidValue` when the text is neither.
    public init(parsing text: String) throws(ModelError) {
        id = try? ID(parsing: text)
        do {
            name = try Name(parsing: text)
        } catch {
            guard id != nil else { throw error }
            name = nil
        }
        description = text
    }
}

/// A node, by id or by name.
public typealias NodeReference = Reference<NodeID, NodeName>

/// An API token of a user, by id or by name.
public typealias APITokenReference = Reference<APITokenID, APITokenName>

/// An access key, by id or by name.
public typealias AccessKeyReference = Reference<AccessKeyID, AccessKeyName>

/// An external client, by id or by name.
public typealias ClientReference = Reference<ExternalClientID, NodeName>

/// A single string: what names the object.
extension Reference: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(parsing: decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
