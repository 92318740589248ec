#if DEBUG
    internal import Synchronization

    /// How many elements are touched by whoever runs under it: looked up, put, taken out, or met on the way through.
    /// What a command costs, as a number that depends on no machine.
    ///
    /// For tests: counted in debug builds only, and of a release build no trace is left.
    package final class TouchMeter: Sendable {
        /// Nil: nobody counts.
        @TaskLocal package static var current: TouchMeter?

        private let touched = Atomic(0)

        package init() {}

        /// How many elements have been touched so far.
        package var count: Int { touched.load(ordering: .relaxed) }

        func add(_ count: Int) { touched.wrappingAdd(count, ordering: .relaxed) }
    }
#endif

/// Says that elements are touched. What is not kept in a `PersistentMap`, and grows with the network, is to say so
/// itself.
@inline(__always)
package func touch(_ count: Int = 1) {
    #if DEBUG
        TouchMeter.current?.add(count)
    #endif
}
