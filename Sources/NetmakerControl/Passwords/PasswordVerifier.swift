internal import Dispatch
public import NetmakerCore
internal import Synchronization

/// Hashes and verifies passwords, one at a time and on a thread of its own: each costs 16 MiB and tens of milliseconds
/// of a processor, so strangers who try passwords take neither the memory nor the threads from anybody else.
public final class PasswordVerifier: Sendable {
    /// The most tries that wait; what comes on top is refused at once.
    public static let capacity = 32

    private let worker = DispatchQueue(label: "netmaker.passwords")
    private let waiting = Mutex(0)

    public init() {}

    /// Hashes a password that is to be kept.
    ///
    /// - Throws: `ControlError.Code.overloaded` when too many wait.
    public func hash(_ password: Password) async throws(ControlError) -> PasswordHash {
        try await work {
            var generator = SystemRandomNumberGenerator()
            return try PasswordHash(hashing: password, using: &generator)
        }
    }

    /// Whether this is the password. Without a hash to compare with it takes as long and says no, so that the time
    /// tells nobody which users there are.
    ///
    /// - Throws: `ControlError.Code.overloaded` when too many wait.
    public func verify(_ password: Password, against hash: PasswordHash?) async throws(ControlError) -> Bool {
        try await work {
            let matches = try (hash ?? .ofNobody).matches(password)
            return matches && hash != nil
        }
    }

    private func work<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws(ControlError) -> Value {
        let isAdmitted = waiting.withLock { waiting in
            guard waiting < Self.capacity else { return false }
            waiting += 1
            return true
        }
        guard isAdmitted else {
            throw ControlError(
                .overloaded, message: "too many passwords are being tried", remedy: "try again in a moment")
        }
        let result: Result<Value, any Error> = await withCheckedContinuation { continuation in
            worker.async {
                let result = Result(catching: body)
                self.waiting.withLock { $0 -= 1 }
                continuation.resume(returning: result)
            }
        }
        return try result.mapError {
            ControlError(
                .unavailable, message: "the password could not be hashed: \($0)", remedy: "give the server more memory",
                cause: $0)
        }.get()
    }
}

extension PasswordHash {
    /// Costs what any other costs, and no password is known that matches.
    fileprivate static let ofNobody = PasswordHash(
        cost: newCost, blockSize: newBlockSize, parallelization: newParallelization,
        salt: Array(repeating: 0, count: 16), derivedKey: Array(repeating: 0, count: 32))
}
