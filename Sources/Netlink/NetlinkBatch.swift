import Glibc

/// Several requests that go to the kernel in one send, acknowledged by the last.
///
/// The kernel handles them one by one, and a failed one does not stop those after it. About a hundred routes a batch is
/// where larger ones bring nothing more.
public struct NetlinkBatch: ~Copyable {
    private var buffer: WipedBuffer
    /// How many messages there are.
    public private(set) var count = 0
    /// The offset of the message appended last.
    private var last = 0

    /// A batch without messages.
    ///
    /// - Parameter capacity: how many bytes to reserve; it grows past it when it must.
    public init(capacity: Int = 8192) {
        buffer = WipedBuffer(capacity: capacity)
    }

    /// Appends a request.
    public mutating func append(_ message: borrowing NetlinkMessage) {
        last = buffer.count
        message.withBytes { buffer.append($0) }
        buffer.pad()
        count += 1
    }

    /// Lends the bytes of all messages.
    public func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try buffer.withBytes(body)
    }

    /// Numbers the messages from `sequence` on, and asks for an acknowledgement of the last.
    mutating func stamp(firstSequence sequence: UInt32, port: UInt32) {
        var offset = 0
        var number = sequence
        while offset < buffer.count {
            buffer.store(number, at: offset + 8)
            buffer.store(port, at: offset + 12)
            number &+= 1
            offset += NetlinkLayout.aligned(Int(buffer.load(UInt32.self, at: offset)))
        }
        let flags = NetlinkFlags(rawValue: buffer.load(UInt16.self, at: last + 6))
        buffer.store(flags.union(.acknowledge).rawValue, at: last + 6)
    }
}
