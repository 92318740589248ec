internal import Netlink

/// Tells when interfaces or addresses of a network namespace have changed: one element for any number of changes since
/// the last.
///
/// An element is a hint to look, and does not say at what. So none is lost when there are too many, and a slow reader
/// costs nothing. An interface whose process died, and an address that a machine got elsewhere, are both seen by it.
///
/// ```swift
/// for await _ in try InterfaceChanges() where try await link.state() == nil {
///     // the interface is gone: open it again
/// }
/// ```
public struct InterfaceChanges: AsyncSequence, Sendable {
    private let stream: AsyncStream<Void>

    /// Begins to listen.
    ///
    /// - Parameter namespace: the network namespace to listen in; nil is that of the calling thread.
    /// - Throws: ``WireGuardError/Code/refused`` when the namespace cannot be entered or the socket not be opened.
    public init(in namespace: NetworkNamespace? = nil) throws(WireGuardError) {
        do {
            stream = try NetlinkNotices.ofLinksAndAddresses(inNamespaceAt: namespace?.path)
        } catch {
            throw WireGuardError(
                .refused, message: error.description, remedy: "check that the network namespace exists", cause: error)
        }
    }

    /// Iterates over the hints. There is no end to them but the task's cancellation.
    public func makeAsyncIterator() -> AsyncStream<Void>.Iterator {
        stream.makeAsyncIterator()
    }
}
