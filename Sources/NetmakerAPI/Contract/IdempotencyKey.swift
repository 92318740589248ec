public import NetmakerCore

/// What a sender calls a request, so that sending it again does nothing again: 1 to 255 visible characters of ASCII,
/// best a random one. Field `Idempotency-Key`.
public struct IdempotencyKey: ParsableValue {
    public let description: String

    /// - Throws: `ModelError.Code.invalidValue` for any other text.
    public init(parsing text: String) throws(ModelError) {
        guard (1...255).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw ModelError(
                .invalidValue, field: "Idempotency-Key", message: "that is not a key of a request",
                remedy: "send 1 to 255 visible characters of ASCII, such as a UUID")
        }
        description = text
    }
}

extension IdempotencyKey: Described {
    public static var schema: JSONSchema {
        .string(
            "a name for this request: sent again within the hour, it is answered as it was and nothing is done again",
            format: "idempotency-key", examples: ["8e03978e-40d5-43e8-bc93-6894a57f9324"])
    }
}
