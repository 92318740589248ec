/// What an implementation does otherwise than its protocol says.
public struct Nonconformance: Error, CustomStringConvertible {
    /// What was wanted and what came, in one sentence.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
