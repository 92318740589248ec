import NetmakerCore

@testable import Netlink
@testable import NetmakerWG

/// What the kernel answers. It is no enemy; but it is another one tomorrow, and what reads it runs as root.
extension FuzzTarget {
    /// A datagram; the first byte says what its messages tell of.
    static let netlink = FuzzTarget(
        "netlink",
        seeds: {
            [
                [0] + KernelBytes.device, [1] + KernelBytes.link, [2] + KernelBytes.addresses, [3] + KernelBytes.routes,
                [4] + KernelBytes.family, [0] + KernelBytes.noDevice, [5] + KernelBytes.rules,
                [6] + KernelBytes.link + KernelBytes.addresses, [6] + KernelBytes.addresses,
            ]
        },
        nearMisses: {
            [
                [0] + KernelBytes.device.dropLast(40), [1] + KernelBytes.link.prefix(200),
                [2] + KernelBytes.addresses.dropLast(30), [4] + KernelBytes.family.prefix(60),
                [5] + KernelBytes.rules.dropLast(30), [6] + KernelBytes.link.prefix(200),
            ]
        },
        check: { input in
            let readers: [@Sendable ([UInt8]) throws -> Void] = [
                checkDevice, reader { content throws(NetlinkError) in _ = try LinkMessage(decoding: content) },
                reader { content throws(NetlinkError) in
                    _ = try AddressMessage(decoding: content).flatMap(InterfaceAddress.init)
                },
                reader { content throws(NetlinkError) in
                    _ = try RouteMessage(decoding: content).flatMap(Route.init)
                },
                reader { content throws(NetlinkError) in
                    // Behind the generic header.
                    try walk(content.extracting(min(4, content.byteCount)...), depth: 3)
                },
                checkRules, checkNotices,
            ]
            guard let (read, datagram) = choice(readers, input) else { return .refused }
            do {
                try read(Array(datagram))
                return .taken
            } catch let error as NetlinkError {
                try require(error.code == .malformed, "it is refused as \(error.code)")
                try ErrorText.check(error.description)
                return .refused
            }
        })

    private static func reader(
        _ read: @escaping @Sendable (RawSpan) throws(NetlinkError) -> Void
    ) -> @Sendable ([UInt8]) throws -> Void {
        { datagram in try forEachMessage(of: datagram, read) }
    }

    /// Hands on what follows the headers of a datagram's messages, but for those that end an answer, which are read
    /// here.
    private static func forEachMessage(
        of datagram: [UInt8], _ read: (RawSpan) throws(NetlinkError) -> Void
    ) throws(NetlinkError) {
        // On the heap, and no longer than it is: then the address sanitizer sees a byte too many.
        try NetlinkReply.forEach(in: datagram.span.bytes) { (reply, content) throws(NetlinkError) in
            let error: UInt16 = 2
            let done: UInt16 = 3
            if reply.type == error || reply.type == done {
                _ = try reply.failure(in: content)
            } else {
                try read(content)
            }
        }
    }

    /// Attributes within attributes, whatever they are, as every kind of value.
    private static func walk(_ content: RawSpan, depth: Int) throws(NetlinkError) {
        try content.forEachAttribute { (_, value) throws(NetlinkError) in
            _ = value.string()
            _ = InternetAddress(networkOrder: value)
            if value.byteCount == 4 { _ = try value.integer(UInt32.self) }
            if value.byteCount >= 16 { _ = try value.structure((Int64, Int64).self) }
            if depth > 0, value.byteCount > 64 { try walk(value, depth: depth - 1) }
        }
    }

    /// A rule that was read is the same when it is written and read again, as far as it can be said; and one of ours is
    /// written as it was read.
    private static let checkRules: @Sendable ([UInt8]) throws -> Void = { datagram in
        var listed: [ListedRule] = []
        try forEachMessage(of: datagram) { content throws(NetlinkError) in
            if let rule = try ListedRule(decoding: content) { listed.append(rule) }
        }
        for rule in listed {
            let doubled = try again(rule.doubling())
            try require(doubled?.rule == rule.rule, "what is doubled becomes another")
            try require(doubled?.isWhole == rule.isWhole, "what is doubled asks for more, or less")
            guard rule.isWhole else { continue }
            try require(try again(rule.rule.request(.add))?.rule == rule.rule, "the rule becomes another")
            guard let ours = RoutingRule(rule.rule) else { continue }
            try require(ours.message == rule.rule, "our rule becomes another")
        }
    }

    private static func again(_ message: borrowing NetlinkMessage) throws -> ListedRule? {
        let bytes = message.withBytes { Array($0.dropFirst(16)) }
        do throws(NetlinkError) {
            return try ListedRule(decoding: bytes.span.bytes)
        } catch {
            throw Broken("what was written is not read: \(error)")
        }
    }

    /// Whatever notices say, what is told of it leads from what was to what is.
    private static let checkNotices: @Sendable ([UInt8]) throws -> Void = { datagram in
        let source = OneNotice(datagram)
        let reader = InterfaceReader(source, asking: NetlinkConnection(over: EmptyKernel()))
        try reader.catchUp()
        var table = InterfaceTable()
        source.isWaiting = true
        do throws(NetlinkError) {
            try reader.catchUp()
        } catch {
            // All is read anew then: there is nothing.
            try reader.catchUp()
            let hasNews = table.update(from: &reader.entries)
            try require(!hasNews, "something is told of what was not understood")
            throw error
        }
        let isNew = table.update(from: &reader.entries)
        var told: [UInt32: InterfaceEntry] = [:]
        while let difference = table.nextDifference() {
            guard let index = (difference.current ?? difference.former)?.link.index else {
                throw Broken("a difference between nothing and nothing")
            }
            try require(told[index] == difference.former, "an interface was not what it is said to have been")
            told[index] = difference.current
            _ = InterfaceEvent.events(of: difference)
        }
        try require(told == reader.entries.all, "what was told is not what there is")
        try require(isNew == !told.isEmpty, "there is news when there is none, or none when there is")
    }

    /// A device that was read is the same when it is written as a plan and read again.
    private static let checkDevice: @Sendable ([UInt8]) throws -> Void = { datagram in
        let interface = try InterfaceName(parsing: "nm-harbor")
        var decoder = DeviceDecoder(interface: interface)
        try forEachMessage(of: datagram) { content throws(NetlinkError) in try decoder.decode(content) }
        let state = try decoder.finish()
        for peer in state.peers.values { _ = peer.isLive(at: Seed.time) }

        let encoder = DeviceEncoder(
            family: GenericFamily(name: "wireguard", number: 0x21, version: 1), interface: interface)
        let plan = DevicePlan(making: state)
        var again = DeviceDecoder(interface: interface)
        let rewritten: DeviceState
        do throws(NetlinkError) {
            try encoder.forEachMessage(of: plan) { message throws(NetlinkError) in
                let bytes = message.withBytes { Array($0) }
                try forEachMessage(of: bytes) { content throws(NetlinkError) in try again.decode(content) }
            }
            rewritten = try again.finish()
        } catch {
            throw Broken("what was written is not read: \(error)")
        }
        try rewritten.checkConfiguration(is: state)
    }
}
