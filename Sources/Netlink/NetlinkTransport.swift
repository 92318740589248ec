/// Carries whole datagrams to and from one netlink family of the kernel.
///
/// This is the seam for tests: a scripted one asserts what is sent and answers from a list. Everything about sequence
/// numbers, acknowledgements and dumps is above it, in ``NetlinkConnection``.
public protocol NetlinkTransport {
    /// The address under which the kernel answers this socket.
    var portID: UInt32 { get }

    /// Sends a datagram of one or more messages.
    func send(_ datagram: UnsafeRawBufferPointer) throws(NetlinkError)

    /// Waits for the next datagram and lends it to `body`. Its bytes are gone when this returns.
    func receive(_ body: (RawSpan) throws(NetlinkError) -> Void) throws(NetlinkError)
}
