internal import CNetlink
import Glibc

/// The header of a message that the kernel sent, and reading a datagram as such messages.
struct NetlinkReply {
    let type: UInt16
    let flags: NetlinkFlags
    let sequence: UInt32
    let port: UInt32

    /// Hands on each message of a datagram: its header and what follows it.
    ///
    /// - Throws: `malformed` at a message that claims to be shorter than a header or longer than the datagram.
    static func forEach(
        in datagram: RawSpan,
        _ body: (NetlinkReply, RawSpan) throws(NetlinkError) -> Void
    ) throws(NetlinkError) {
        var offset = 0
        while datagram.byteCount - offset >= NetlinkLayout.messageHeader {
            let header = datagram.unsafeLoadUnaligned(fromByteOffset: offset, as: nlmsghdr.self)
            let length = Int(header.nlmsg_len)
            guard length >= NetlinkLayout.messageHeader, length <= datagram.byteCount - offset else {
                throw .malformed("a message of \(length) bytes where \(datagram.byteCount - offset) are left")
            }
            try body(
                NetlinkReply(
                    type: header.nlmsg_type,
                    flags: NetlinkFlags(rawValue: header.nlmsg_flags),
                    sequence: header.nlmsg_seq,
                    port: header.nlmsg_pid),
                datagram.extracting(offset + NetlinkLayout.messageHeader..<offset + length))
            offset += NetlinkLayout.aligned(length)
        }
    }

    /// What an answer of type `NLMSG_ERROR` or `NLMSG_DONE` reports.
    ///
    /// - Returns: nil for success: an error of zero is an acknowledgement.
    func failure(in content: RawSpan) throws(NetlinkError) -> NetlinkError? {
        let number = try content.structure(Int32.self)
        guard number != 0 else { return nil }
        var explanation: String?
        var offset: Int?
        if flags.contains(.extended) {
            let start = 4 + (Int32(type) == NLMSG_ERROR ? try repeatedRequest(in: content) : 0)
            guard start <= content.byteCount else {
                throw .malformed("an error whose text begins behind its end")
            }
            try content.extracting(start...).forEachAttribute { (type, value) throws(NetlinkError) in
                switch UInt32(type) {
                case NLMSGERR_ATTR_MSG.rawValue: explanation = value.string()
                case NLMSGERR_ATTR_OFFS.rawValue: offset = Int(try value.integer(UInt32.self))
                default: break
                }
            }
        }
        return NetlinkError(.refused, errno: number.magnitudeAsErrno, explanation: explanation, offset: offset)
    }

    /// How much of the request an error repeats: all of it, or its header only where the kernel was asked for that.
    private func repeatedRequest(in content: RawSpan) throws(NetlinkError) -> Int {
        guard !flags.contains(.capped) else { return NetlinkLayout.messageHeader }
        guard content.byteCount >= 4 + NetlinkLayout.messageHeader else {
            throw .malformed("an error without the request it answers")
        }
        let length = content.unsafeLoadUnaligned(fromByteOffset: 4, as: UInt32.self)
        return NetlinkLayout.aligned(Int(length))
    }
}

extension Int32 {
    /// The kernel sends errno values negated.
    fileprivate var magnitudeAsErrno: CInt { CInt(truncatingIfNeeded: magnitude) }
}
