internal import CNetlink
internal import Netlink

/// The other end of a connection that acknowledges everything and does nothing: what is left is our own work.
final class SilentKernel: NetlinkTransport {
    let portID: UInt32 = 1
    private var answer: [UInt8] = []

    func send(_ datagram: UnsafeRawBufferPointer) throws(NetlinkError) {
        let request = datagram.load(as: nlmsghdr.self)
        answer.removeAll(keepingCapacity: true)
        if Int32(request.nlmsg_type) == GENL_ID_CTRL {
            let family: UInt16 = 32
            append(
                genlmsghdr(cmd: UInt8(CTRL_CMD_NEWFAMILY), version: 1, reserved: 0), request, type: request.nlmsg_type
            ) {
                $0.append(nlattr(nla_len: 6, nla_type: UInt16(CTRL_ATTR_FAMILY_ID)))
                $0.append(UInt32(family))
            }
        }
        append(0 as Int32, request, type: UInt16(NLMSG_ERROR))
    }

    func receive(_ body: (RawSpan) throws(NetlinkError) -> Void) throws(NetlinkError) {
        let answer = answer
        try body(answer.span.bytes)
    }

    private func append(
        _ content: some BitwiseCopyable, _ request: nlmsghdr, type: UInt16,
        _ attributes: (inout [UInt8]) -> Void = { _ in }
    ) {
        let start = answer.count
        answer.append(
            nlmsghdr(nlmsg_len: 0, nlmsg_type: type, nlmsg_flags: 0, nlmsg_seq: request.nlmsg_seq, nlmsg_pid: portID))
        answer.append(content)
        attributes(&answer)
        let length = UInt32(answer.count - start)
        answer.withUnsafeMutableBytes { $0.storeBytes(of: length, toByteOffset: start, as: UInt32.self) }
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ value: some BitwiseCopyable) {
        Swift.withUnsafeBytes(of: value) { append(contentsOf: $0) }
    }
}
