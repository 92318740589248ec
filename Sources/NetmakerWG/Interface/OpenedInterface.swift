package import NetmakerCore

/// An interface that was opened, and what both its sides were when they were last read or changed.
///
/// What is known is kept, so that a change costs what it changes. After an error nothing of it holds: open the interface anew.
package struct OpenedInterface: Sendable {
    /// The WireGuard side.
    package let device: any WireGuardDevice
    /// The other side.
    package let link: any Link
    /// The WireGuard side as far as it is known.
    package private(set) var deviceState: DeviceState
    private var linkState: LinkState
    /// Whether its peers, whichever it had, do not know yet that their sessions with it are gone.
    private var isUngreeted: Bool

    /// Whether nobody has configured it since it was made.
    package var isBlank: Bool { deviceState.publicKey == nil && deviceState.peers.isEmpty }

    /// Opens an interface, making it where there is none, and reads it.
    ///
    /// - Throws: what the backend throws, and ``WireGuardError/Code/interfaceGone`` when it vanishes meanwhile.
    package init(_ name: InterfaceName, by backend: any TunnelBackend) async throws {
        (device, link) = try await backend.open(name)
        linkState = try await Self.state(of: link, name)
        deviceState = try await device.state()
        isUngreeted = deviceState.peers.isEmpty
    }

    /// Reads it anew.
    ///
    /// - Throws: ``WireGuardError/Code/interfaceGone`` when it has vanished.
    package mutating func read() async throws {
        linkState = try await Self.state(of: link, deviceState.interface)
        deviceState = try await device.state()
    }

    /// Makes both sides what they are to be, and lets peers know of an interface that is new to them. Should one side fail,
    /// the other is done all the same, unless rules rest on both.
    ///
    /// - Parameters:
    ///   - configuration: the link side as it is wanted.
    ///   - mark: the firewall mark that the device is to have.
    ///   - plan: tells the way from a state of the device to what is wanted of it.
    /// - Returns: whether anything was done to the device.
    /// - Throws: what the side throws that failed first.
    @discardableResult
    package mutating func lead(
        to configuration: LinkConfiguration, _ mark: FirewallMark?, isolation: isolated (any Actor)? = #isolation,
        by plan: (DeviceState) -> DevicePlan
    ) async throws -> Bool {
        // A rule knows the tunnel's own packets by their mark: they bear it from before the rule comes until it has gone.
        let order: [Side] = mark == nil ? [.link, .device] : [.device, .link]
        let isRuled = !configuration.rules.isEmpty || linkState.rules.contains { $0.owner == deviceState.firewallMark }
        // Nil until the device is led.
        var isChanged: Bool?
        var failure: (any Error)?
        for side in order {
            do {
                switch side {
                case .link: try await carryOut(LinkPlan(from: linkState, to: configuration))
                case .device: isChanged = try await carryOut(plan(deviceState))
                }
            } catch {
                if isRuled { throw error }
                failure = failure ?? error
            }
        }
        // By an interface that is down nobody is greeted.
        if isUngreeted, isChanged != nil {
            try await device.apply(DevicePlan(greeting: deviceState))
            isUngreeted = false
        }
        if let failure { throw failure }
        return isChanged == true
    }

    private enum Side {
        case link, device
    }

    private mutating func carryOut(_ plan: LinkPlan) async throws {
        guard !plan.isEmpty else { return }
        try await link.apply(plan)
        linkState.apply(plan)
    }

    /// - Returns: whether there was anything to do.
    private mutating func carryOut(_ plan: DevicePlan) async throws -> Bool {
        guard !plan.isEmpty else { return false }
        try await device.apply(plan)
        deviceState.apply(plan)
        return true
    }

    private static func state(of link: any Link, _ name: InterfaceName) async throws -> LinkState {
        guard let state = try await link.state() else {
            throw WireGuardError(
                .interfaceGone, message: "interface \(name) has vanished", remedy: "it will be opened again")
        }
        return state
    }
}
