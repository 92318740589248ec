internal import NetmakerCore

extension WallClock {
    /// When something ends that is to last so many seconds; nil when it never does.
    ///
    /// - Parameter noun: what it is: "key".
    /// - Throws: `ModelError.Code.invalidValue` for less than a second, or more than `longestLifetime`.
    func expiry(ofA noun: String, in seconds: Int?) throws(ModelError) -> Timestamp? {
        guard let seconds else { return nil }
        guard (1...longestLifetime).contains(seconds) else {
            throw ModelError(
                .invalidValue, field: "expiresInSeconds", message: "a \(noun) cannot live for \(seconds) seconds",
                remedy: "give 1 to \(longestLifetime), or leave it out for a \(noun) that does not expire")
        }
        return now + .seconds(seconds)
    }
}

/// The longest that something with an end may live, in seconds: who wants more leaves the end out.
private let longestLifetime = 10 * 366 * 86_400
