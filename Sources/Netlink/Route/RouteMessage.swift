internal import CNetlink
import Glibc

/// One unicast route over an interface as rtnetlink tells of it, and the requests that add and remove routes.
public struct RouteMessage: Hashable, Sendable {
    /// The network it leads to; all zeros with a length of 0 for a default route.
    public let destination: InternetAddress
    /// How many leading bits of the destination count.
    public let prefixLength: UInt8
    /// The number of the interface it leads over.
    public let index: UInt32
    /// The table it stands in; 254 is the main one.
    public let table: UInt32
    /// Its rank among the routes to the same destination, the lowest first.
    public let metric: UInt32
    /// The mark of who made it (`RTPROT_*` or a number of one's own).
    public let routeProtocol: UInt8

    /// A route.
    ///
    /// - Parameter metric: nil for the kernel's own choice: 0 for an IPv4 route and 1024 for an IPv6 one. An IPv6 route
    ///   has no metric of 0: the kernel takes that for its own choice too.
    public init(
        destination: InternetAddress, prefixLength: UInt8, index: UInt32, table: UInt32, metric: UInt32? = nil,
        routeProtocol: UInt8
    ) {
        self.destination = destination
        self.prefixLength = prefixLength
        self.index = index
        self.table = table
        let isIPv6 = Int32(destination.family) == AF_INET6
        self.metric = metric.flatMap { isIPv6 && $0 == 0 ? nil : $0 } ?? (isIPv6 ? Self.ownMetricOfIPv6 : 0)
        self.routeProtocol = routeProtocol
    }

    /// The metric that the kernel gives to an IPv6 route without one (`IP6_RT_PRIO_USER`, which its headers keep).
    private static let ownMetricOfIPv6: UInt32 = 1024

    /// What to do with a route.
    public enum Change: Sendable {
        /// Make it; `EEXIST` where the table has one to that destination.
        case add
        /// Take it away, if it is there.
        case remove
    }
}

extension RouteMessage {
    /// - Returns: nil for a route of another kind: of another family, or without an interface.
    init?(decoding content: RawSpan) throws(NetlinkError) {
        let decoded = try content.withAttributes(after: rtmsg.self) {
            (header, attributes) throws(NetlinkError) -> RouteMessage? in
            guard Int(header.rtm_type) == Int(RTN_UNICAST) else { return nil }
            var destination = InternetAddress(unspecifiedIn: header.rtm_family)
            var index: UInt32?
            var table = UInt32(header.rtm_table)
            var metric: UInt32 = 0
            try attributes.forEachAttribute { (type, value) throws(NetlinkError) in
                switch UInt32(type) {
                case RTA_DST.rawValue: destination = InternetAddress(networkOrder: value)
                case RTA_OIF.rawValue: index = try value.integer(UInt32.self)
                case RTA_TABLE.rawValue: table = try value.integer(UInt32.self)
                case RTA_PRIORITY.rawValue: metric = try value.integer(UInt32.self)
                default: break
                }
            }
            guard let destination, let index else { return nil }
            return RouteMessage(
                destination: destination, prefixLength: header.rtm_dst_len, index: index, table: table,
                metric: metric, routeProtocol: header.rtm_protocol)
        }
        guard let decoded else { return nil }
        self = decoded
    }

    func request(_ change: Change) throws(NetlinkError) -> NetlinkMessage {
        let header = rtmsg(
            rtm_family: destination.family, rtm_dst_len: prefixLength, rtm_src_len: 0, rtm_tos: 0,
            // The field is too small for most tables; the attribute is what counts.
            rtm_table: UInt8(exactly: table) ?? UInt8(RT_TABLE_UNSPEC.rawValue),
            rtm_protocol: routeProtocol,
            rtm_scope: scope(for: change),
            rtm_type: UInt8(RTN_UNICAST), rtm_flags: 0)
        return try NetlinkMessage(
            type: change == .add ? RTM_NEWROUTE : RTM_DELROUTE,
            flags: change == .add ? [.create, .exclusive] : [],
            header: header
        ) {
            $0.append(RTA_DST.rawValue, address: destination)
            $0.append(RTA_OIF.rawValue, index)
            $0.append(RTA_TABLE.rawValue, table)
            if metric != 0 { $0.append(RTA_PRIORITY.rawValue, metric) }
        }
    }

    private func scope(for change: Change) -> UInt8 {
        switch change {
        // Of whatever scope: who made a route with our mark by hand may have given it another.
        case .remove: UInt8(RT_SCOPE_NOWHERE.rawValue)
        case .add where Int32(destination.family) == AF_INET: UInt8(RT_SCOPE_LINK.rawValue)
        case .add: UInt8(RT_SCOPE_UNIVERSE.rawValue)
        }
    }

    fileprivate static func dumpRequest(
        family: CInt, index: UInt32?, routeProtocol: UInt8
    ) throws(NetlinkError) -> NetlinkMessage {
        let header = rtmsg(
            rtm_family: UInt8(family), rtm_dst_len: 0, rtm_src_len: 0, rtm_tos: 0, rtm_table: 0,
            rtm_protocol: routeProtocol, rtm_scope: 0, rtm_type: UInt8(RTN_UNICAST), rtm_flags: 0)
        return try NetlinkMessage(type: RTM_GETROUTE, header: header) {
            if let index { $0.append(RTA_OIF.rawValue, index) }
        }
    }
}

extension NetlinkConnection {
    /// Reads the unicast routes over one interface that carry a mark, in every table.
    public func routes(
        over index: UInt32, named name: String, markedBy routeProtocol: UInt8
    ) throws(NetlinkError) -> [RouteMessage] {
        // A kernel before 4.20 ignores the filter.
        try routes(index, routeProtocol, "read the routes over interface \(name)").filter { $0.index == index }
    }

    /// Reads the unicast routes over all interfaces that carry a mark, in every table.
    public func routes(markedBy routeProtocol: UInt8) throws(NetlinkError) -> [RouteMessage] {
        try routes(nil, routeProtocol, "read the routes over all interfaces")
    }

    private func routes(
        _ index: UInt32?, _ routeProtocol: UInt8, _ operation: String
    ) throws(NetlinkError) -> [RouteMessage] {
        var all: [RouteMessage] = []
        for family in [AF_INET, AF_INET6] {
            let request = try RouteMessage.dumpRequest(family: family, index: index, routeProtocol: routeProtocol)
            all += try dump(request, operation, into: [RouteMessage]()) { (found, content) throws(NetlinkError) in
                if let route = try RouteMessage(decoding: content), route.destination.family == UInt8(family),
                    route.routeProtocol == routeProtocol
                {
                    found.append(route)
                }
            }
        }
        return all
    }

    /// Adds or removes routes, about a hundred a send.
    ///
    /// - Parameter operation: names the change of one route, for the error.
    /// - Throws: the first failure; the other routes of its send were handled all the same, later sends were not made.
    public func perform(
        _ change: RouteMessage.Change, _ routes: [RouteMessage], _ operation: (RouteMessage) -> String
    ) throws(NetlinkError) {
        let step = 100
        for start in stride(from: 0, to: routes.count, by: step) {
            let part = routes[start..<min(start + step, routes.count)]
            var batch = NetlinkBatch()
            for route in part {
                batch.append(try route.request(change))
            }
            // A route that is not there went with an address, or while the interface was down.
            try perform(batch, tolerating: change == .remove ? ESRCH : nil) { operation(part[part.startIndex + $0]) }
        }
    }
}
