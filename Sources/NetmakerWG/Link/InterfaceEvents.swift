internal import Netlink

/// Tells of the interfaces of a network namespace and their addresses: first those there are, then whatever happens to
/// them.
///
/// A slow reader is told what has come of it in the meantime: an address that came and went is not mentioned, an MTU
/// that changed twice has changed once. So nothing waits but the last state of each interface, and what was told is
/// always what there was. When the kernel loses notices, because more came than it holds, all is read anew and the
/// difference told: nothing is lost, and nothing told twice.
///
/// ```swift
/// for await event in try InterfaceEvents() {
///     if case .vanished(let interface) = event, interface.name == "nm-harbor" {
///         // open it again
///     }
/// }
/// ```
///
/// It is for one reader: two share the events.
public struct InterfaceEvents: AsyncSequence, Sendable {
    private let notices: NetlinkNotices

    /// Begins to watch.
    ///
    /// - Parameter namespace: the network namespace to watch; nil is that of the calling thread.
    /// - Throws: ``WireGuardError/Code/refused`` when the namespace cannot be entered or the socket not be opened.
    public init(in namespace: NetworkNamespace? = nil) throws(WireGuardError) {
        notices = try NetlinkNotices(in: namespace)
    }

    /// Iterates over the events. There is no end to them but the task's cancellation.
    public func makeAsyncIterator() -> Iterator {
        Iterator(notices: notices, changes: notices.changes.makeAsyncIterator())
    }

    /// Takes one event after the other.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let notices: NetlinkNotices
        fileprivate var changes: AsyncStream<Void>.Iterator
        /// What is still to be told of one interface, the next at the end.
        private var rest: [InterfaceEvent] = []

        fileprivate init(notices: NetlinkNotices, changes: AsyncStream<Void>.Iterator) {
            self.notices = notices
            self.changes = changes
        }

        /// The next event; nil when the task is cancelled.
        public mutating func next(isolation actor: isolated (any Actor)? = #isolation) async -> InterfaceEvent? {
            while rest.isEmpty {
                if let difference = notices.nextDifference() {
                    rest = InterfaceEvent.events(of: difference).reversed()
                } else if await changes.next(isolation: actor) == nil {
                    return nil
                }
            }
            return rest.popLast()
        }
    }
}

extension NetlinkNotices {
    init(in namespace: NetworkNamespace?) throws(WireGuardError) {
        do {
            try self.init(inNamespaceAt: namespace?.path)
        } catch {
            throw WireGuardError(
                .refused, message: error.description,
                remedy: error.code == .interrupted
                    ? "try again when interfaces change less often" : "check that the network namespace exists",
                cause: error)
        }
    }
}
