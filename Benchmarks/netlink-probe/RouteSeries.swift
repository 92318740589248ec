internal import NetmakerCore
internal import NetmakerWG

/// Routes over one interface, added and removed again.
struct RouteSeries {
    private let interface: InterfaceName
    private let size: Int
    private let backend = KernelBackend()

    init(_ interface: InterfaceName, size: Int) {
        self.interface = interface
        self.size = size
    }

    func figures() async throws -> [Figure] {
        let (_, link) = try await backend.open(interface)
        try await link.apply(LinkPlan(steps: [.bringUp]))
        let routes = try (1...size).map { try route($0) }
        let addition = LinkPlan(steps: routes.map { .addRoute($0) })
        let removal = LinkPlan(steps: routes.map { .removeRoute($0) })
        let figures = [
            try await Figure("routes added", size: size, prepare: { if $0 > 0 { try await link.apply(removal) } }) {
                _ in
                try await link.apply(addition)
            },
            try await Figure("routes removed", size: size, prepare: { if $0 > 0 { try await link.apply(addition) } }) {
                _ in
                try await link.apply(removal)
            },
        ]
        try await backend.remove(interface)
        return figures
    }

    /// A host's, of 10.10.0.0/16 for the most part.
    private func route(_ number: Int) throws -> Route {
        Route(to: IPPrefix(host: .v4(IPv4Address(rawValue: 0x0A0A_0000 + UInt32(number)))), table: .main)
    }
}
