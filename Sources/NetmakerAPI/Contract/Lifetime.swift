internal import NetmakerCore

/// How long something with an end may live, as requests say it: a duration, so that the asker's clock does not matter.
enum Lifetime {
    /// In seconds: who wants more leaves the end out.
    static let range = 1...10 * 366 * 86_400

    static var schema: JSONSchema { .integer(from: range.lowerBound, through: range.upperBound) }
}

extension StrictFields {
    /// Seconds that something is to live; nil for ever.
    ///
    /// - Parameter noun: what it is: "key".
    /// - Throws: `ModelError.Code.invalidValue` for what is not within `Lifetime.range`.
    func lifetime(ofA noun: String, _ key: Key) throws(ModelError) -> Int? {
        guard let seconds = try optional(key, as: Int.self) else { return nil }
        guard Lifetime.range.contains(seconds) else {
            throw ModelError(
                .invalidValue, field: key.stringValue, message: "a \(noun) cannot live for \(seconds) seconds",
                remedy:
                    "give 1 to \(Lifetime.range.upperBound), or leave it out for a \(noun) that does not expire")
        }
        return seconds
    }
}
