/// Where notices of the kernel come from. A scripted one stands in for it in tests.
protocol NoticeSource {
    /// Lends one waiting datagram of notices to `body`.
    ///
    /// - Returns: false when none is waiting.
    /// - Throws: ``NetlinkError/Code/overrun`` when some were lost, and what `body` throws.
    func receiveWaiting(_ body: (RawSpan) throws(NetlinkError) -> Void) throws(NetlinkError) -> Bool
}
