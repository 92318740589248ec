internal import Synchronization

/// How often the names of a network have changed: asked by many, and told to one.
final class NameChanges: Sendable {
    private let number = Atomic<UInt64>(0)
    /// Raised with every change, and by whoever wants the machine's name lookup looked at.
    let signal = Signal()

    var count: UInt64 { number.load(ordering: .acquiring) }

    func raise() {
        number.add(1, ordering: .acquiringAndReleasing)
        signal.raise()
    }
}
