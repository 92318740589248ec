internal import CNetlink

/// The flags of a message's header (`NLM_F_*` in `linux/netlink.h`).
public struct NetlinkFlags: OptionSet, Hashable, Sendable {
    /// The flags as the header carries them.
    public let rawValue: UInt16

    /// Flags from their bits.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    private init(_ bits: Int32) {
        rawValue = UInt16(bits)
    }

    /// Goes to the kernel. Every request carries it.
    public static let request = Self(NLM_F_REQUEST)
    /// Is to be answered, also when all went well.
    public static let acknowledge = Self(NLM_F_ACK)
    /// Asks for all objects rather than one.
    public static let dump = Self(NLM_F_ROOT | NLM_F_MATCH)
    /// Makes what does not exist yet.
    public static let create = Self(NLM_F_CREATE)
    /// Fails with `EEXIST` where the object exists.
    public static let exclusive = Self(NLM_F_EXCL)
    /// Replaces what exists.
    public static let replace = Self(NLM_F_REPLACE)

    /// Part of a longer answer.
    static let multipart = Self(NLM_F_MULTI)
    /// The objects changed while they were being dumped: the answer may lack some.
    static let interrupted = Self(NLM_F_DUMP_INTR)
    /// An error that repeats only the header of the request it answers.
    static let capped = Self(NLM_F_CAPPED)
    /// An error with attributes behind the request's header: a text, an offset.
    static let extended = Self(NLM_F_ACK_TLVS)
}
