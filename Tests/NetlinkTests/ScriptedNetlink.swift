import Glibc
import Netlink
import Testing

/// A transport that plays the kernel: it checks each request's number and sender, and answers from a script.
final class ScriptedNetlink: NetlinkTransport {
    /// One request as it was sent.
    struct Request {
        let type: UInt16
        let flags: UInt16
        let sequence: UInt32
        let port: UInt32
        /// What follows the 16 bytes of header.
        let content: [UInt8]
        let whole: [UInt8]
    }

    /// What to answer to the messages of one send: datagrams, in order.
    typealias Answer = ([Request]) -> [[UInt8]]

    let portID: UInt32 = 0x0102_0304
    private(set) var requests: [Request] = []
    private var script: [Answer]
    private var queue: [[UInt8]] = []
    private var nextSequence: UInt32 = 1

    init(_ script: [Answer]) {
        self.script = script
    }

    func send(_ datagram: UnsafeRawBufferPointer) throws(NetlinkError) {
        var sent: [Request] = []
        var rest = Array(datagram)[...]
        while !rest.isEmpty {
            let whole = Array(rest.prefix(Int(word(rest, at: 0))))
            let request = Request(
                type: half(whole[...], at: 4), flags: half(whole[...], at: 6), sequence: word(whole[...], at: 8),
                port: word(whole[...], at: 12), content: Array(whole[16...]), whole: whole)
            #expect(request.sequence == nextSequence)
            #expect(request.port == portID)
            nextSequence += 1
            sent.append(request)
            rest = rest.dropFirst((whole.count + 3) & ~3)
        }
        requests += sent
        guard !script.isEmpty else {
            Issue.record("a request that the script does not expect")
            return
        }
        queue += script.removeFirst()(sent)
    }

    func receive(_ body: (RawSpan) throws(NetlinkError) -> Void) throws(NetlinkError) {
        guard !queue.isEmpty else {
            Issue.record("the connection waits for an answer that the script does not have")
            throw .malformed("no answer")
        }
        let datagram = queue.removeFirst()
        try body(datagram.span.bytes)
    }

    private func word(_ bytes: ArraySlice<UInt8>, at offset: Int) -> UInt32 {
        bytes.dropFirst(offset).prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    private func half(_ bytes: ArraySlice<UInt8>, at offset: Int) -> UInt16 {
        UInt16(truncatingIfNeeded: word(bytes, at: offset))
    }
}

extension ScriptedNetlink.Request {
    /// A message that answers this request.
    func answer(type: UInt16, flags: UInt16 = 0, _ content: [UInt8]) -> [UInt8] {
        little(UInt32(16 + content.count)) + little(type) + little(flags) + little(sequence) + little(port) + content
    }

    /// Success, or the refusal with an errno and what the kernel says to it.
    func acknowledgement(_ number: CInt = 0, text: String? = nil, offset: UInt32? = nil) -> [UInt8] {
        var content = little(UInt32(bitPattern: -number)) + whole.prefix(16)
        if let text {
            content += attribute(1, Array(text.utf8) + [0])
        }
        if let offset {
            content += attribute(2, little(offset))
        }
        return answer(type: 2, flags: text == nil && offset == nil ? 0x100 : 0x300, content)
    }

    /// The end of a dump.
    func done(_ number: CInt = 0, flags: UInt16 = 2) -> [UInt8] {
        answer(type: 3, flags: flags, little(UInt32(bitPattern: -number)))
    }
}

/// An integer's bytes, the lowest first.
func little(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
}

/// An attribute with its header and padding.
func attribute(_ type: UInt16, _ content: [UInt8]) -> [UInt8] {
    let padding = [UInt8](repeating: 0, count: (4 - content.count % 4) % 4)
    return little(UInt16(4 + content.count)) + little(type) + content + padding
}

/// The bytes of a message as it would be sent, before it is numbered.
func encoded(_ message: borrowing NetlinkMessage) -> [UInt8] {
    message.withBytes { Array($0) }
}
