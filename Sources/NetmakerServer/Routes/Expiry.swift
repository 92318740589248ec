internal import NetmakerCore

/// When something ends, as requests say it: at a time, or after so many seconds by the server's clock.
enum Expiry {
    /// - Returns: nil for never.
    /// - Throws: `ModelError.Code.invalidValue` when both are given.
    static func time(
        at time: Timestamp?, inSeconds seconds: Int?, now: Timestamp
    ) throws(ModelError) -> Timestamp? {
        guard let seconds else { return time }
        guard time == nil else { throw contradiction }
        return now + .seconds(seconds)
    }

    /// Likewise for a change, where a time that is cleared stands beside no duration either.
    static func change(
        at time: Update<Timestamp>, inSeconds seconds: Int?, now: Timestamp
    ) throws(ModelError) -> Update<Timestamp> {
        guard let seconds else { return time }
        guard time == .keep else { throw contradiction }
        return .set(now + .seconds(seconds))
    }

    private static var contradiction: ModelError {
        ModelError(
            .invalidValue, field: "expiresInSeconds", message: "expiresAt and expiresInSeconds contradict each other",
            remedy: "give the one or the other")
    }
}
