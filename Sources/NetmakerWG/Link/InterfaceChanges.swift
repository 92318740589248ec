internal import Netlink
public import NetmakerCore

/// Tells when interfaces or addresses of a network namespace have changed: one element for any number of changes since
/// the last.
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
    private let interface: InterfaceName?

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - interface: the one to tell of; nil tells of all.
    ///   - namespace: the network namespace to listen in; nil is that of the calling thread.
    /// - Throws: ``WireGuardError/Code/refused`` when the namespace cannot be entered or the socket not be opened.
    public init(of interface: InterfaceName? = nil, in namespace: NetworkNamespace? = nil) throws(WireGuardError) {
        self.interface = interface
        notices = try NetlinkNotices(in: namespace)
        notices.skip()
    }

    /// Iterates over the hints. There is no end to them but the task's cancellation.
    public func makeAsyncIterator() -> Iterator {
        Iterator(notices: notices, interface: interface, changes: notices.changes.makeAsyncIterator())
    }

    /// Takes one hint after the other.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let notices: NetlinkNotices
        fileprivate let interface: InterfaceName?
        fileprivate var changes: AsyncStream<Void>.Iterator

        /// The next hint; nil when the task is cancelled.
        public mutating func next(isolation actor: isolated (any Actor)? = #isolation) async -> Void? {
            while true {
                while let difference = notices.nextDifference() {
                    guard difference.isOf(interface) else { continue }
                    notices.skip()
                    return ()
                }
                if await changes.next(isolation: actor) == nil { return nil }
            }
        }
    }
}

extension InterfaceDifference {
    /// - Parameter interface: nil stands for any.
    fileprivate func isOf(_ interface: InterfaceName?) -> Bool {
        guard let name = interface?.description else { return true }
        return former?.link.name == name || current?.link.name == name
    }
}
