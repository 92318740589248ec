internal import NetmakerCore

/// What is remembered of a tunnel for the next start.
extension Tunnel {
    /// What has changed since it was last asked for, and counts as written from now on; nil before the node was told
    /// anything.
    ///
    /// - Parameter serverTime: is written with it.
    func takeUnwritten(serverTime: Timestamp?) -> Unwritten.Content? {
        guard let configuration else { return nil }
        defer { unwritten = .nothing }
        return unwritten.content(of: map, configuration, index: index, serverTime: serverTime)
    }

    /// It could not be written, or nobody knows whether it was.
    func writeEverything() { unwritten = .everything }
}
