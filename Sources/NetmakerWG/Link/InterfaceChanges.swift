internal import Netlink

/// Tells when interfaces or addresses of a network namespace have changed: one element for any number of changes since the
/// last.
///
/// An element is a hint to look: ``InterfaceEvents`` says at what.
///
/// ```swift
/// for await _ in try InterfaceChanges() where try await link.state() == nil {
///     // the interface is gone: open it again
/// }
/// ```
public struct InterfaceChanges: AsyncSequence, Sendable {
    private let notices: NetlinkNotices

    /// Begins to listen.
    ///
    /// - Parameter namespace: the network namespace to listen in; nil is that of the calling thread.
    /// - Throws: ``WireGuardError/Code/refused`` when the namespace cannot be entered or the socket not be opened.
    public init(in namespace: NetworkNamespace? = nil) throws(WireGuardError) {
        notices = try NetlinkNotices(in: namespace)
        notices.skip()
    }

    /// Iterates over the hints. There is no end to them but the task's cancellation.
    public func makeAsyncIterator() -> Iterator {
        Iterator(notices: notices, changes: notices.changes.makeAsyncIterator())
    }

    /// Takes one hint after the other.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let notices: NetlinkNotices
        fileprivate var changes: AsyncStream<Void>.Iterator

        /// The next hint; nil when the task is cancelled.
        public mutating func next(isolation actor: isolated (any Actor)? = #isolation) async -> Void? {
            while notices.nextDifference() == nil {
                if await changes.next(isolation: actor) == nil { return nil }
            }
            notices.skip()
            return ()
        }
    }
}
