/// The interfaces of a network namespace with their addresses: as they are, and as a reader was told they are.
///
/// What is to be told is the difference of the two, whatever happened in between. So a slow reader is told the outcome
/// and not the way, nothing is told twice, and the memory is that of the interfaces there are.
struct InterfaceTable {
    private var current: [UInt32: InterfaceEntry] = [:]
    private var told: [UInt32: InterfaceEntry] = [:]
    /// The numbers of those that may differ: first those that have waited longest, the first of them at the end.
    private var waitingLongest: [UInt32] = []
    private var waiting: [UInt32] = []
    private var isWaiting: Set<UInt32> = []

    /// Takes over what was noticed.
    ///
    /// - Returns: whether there is anything to tell.
    mutating func update(from entries: inout InterfaceEntries) -> Bool {
        for index in entries.takeNoticed(since: current.keys) {
            current[index] = entries.all[index]
            if told[index] != current[index], isWaiting.insert(index).inserted { waiting.append(index) }
        }
        return !isWaiting.isEmpty
    }

    /// Counts all there is as told.
    mutating func skip() {
        told = current
        (waitingLongest, waiting, isWaiting) = ([], [], [])
    }

    /// What has changed on the interface that has waited longest; it counts as told then.
    ///
    /// - Returns: nil when there is nothing to tell.
    mutating func nextDifference() -> InterfaceDifference? {
        while let index = nextWaiting() {
            guard told[index] != current[index] else { continue }
            defer { told[index] = current[index] }
            return InterfaceDifference(from: told[index], to: current[index])
        }
        return nil
    }

    private mutating func nextWaiting() -> UInt32? {
        if waitingLongest.isEmpty { swap(&waitingLongest, &waiting); waitingLongest.reverse() }
        guard let index = waitingLongest.popLast() else { return nil }
        isWaiting.remove(index)
        return index
    }
}
