internal import NetmakerCore
public import NetmakerStore

/// What every `Store` does, as checks to run over one: the one in memory, SQLite's, an embedder's own.
///
/// ```swift
/// @Test(arguments: StoreConformance.checks)
/// func `conforms`(check: StoreConformance.Check) async throws {
///     try await check.run(InMemoryStore())
/// }
/// ```
public enum StoreConformance {
    /// One check, for a store that was never written.
    public struct Check: Sendable, CustomStringConvertible {
        /// What the store does, as a sentence about it.
        public let description: String
        private let body: @Sendable (any Store) async throws -> Void

        init(_ description: String, _ body: @escaping @Sendable (any Store) async throws -> Void) {
            self.description = description
            self.body = body
        }

        /// Runs the check.
        ///
        /// - Throws: ``Nonconformance`` when the store does otherwise, and what the store throws.
        public func run(_ store: any Store) async throws { try await body(store) }
    }

    /// All of them.
    public static let checks: [Check] = objects + commits + log + records

    static let harbor = Samples.network()

    static func expect<Value: Equatable>(
        _ actual: Value, equals wanted: Value
    ) throws(Nonconformance) {
        guard actual != wanted else { return }
        throw Nonconformance("wanted \(wanted), came \(actual)")
    }

    static func expectConflict(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as StoreError where error.code == .conflict {
            return
        }
        throw Nonconformance("wanted a conflict, and it was committed")
    }
}
