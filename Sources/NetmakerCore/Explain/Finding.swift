/// Something that was found on the way from one place to another.
public struct Finding: Hashable, Sendable, Codable {
    /// What it does to packets.
    public enum Weight: String, Hashable, Sendable, Codable, CaseIterable {
        /// They do not pass until it is put right.
        case fault
        /// It may be why they do not pass.
        case doubt
        /// They pass all the same, as far as this goes.
        case remark
    }

    public let kind: FindingKind
    public let weight: Weight
    /// The node or external client it is about; nil when it is about both ends.
    public let about: NodeName?
    /// What is so, with the values in it: a sentence in lower case, no full stop.
    public let message: String
    /// What the reader can do about it: a sentence in lower case, no full stop.
    public let remedy: String

    public init(_ kind: FindingKind, _ weight: Weight, about: NodeName?, message: String, remedy: String) {
        self.kind = kind
        self.weight = weight
        self.about = about
        self.message = message
        self.remedy = remedy
    }
}
