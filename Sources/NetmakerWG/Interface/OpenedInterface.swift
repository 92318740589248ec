package import NetmakerCore

/// An interface that was opened, and what both its sides were when they were last read or changed.
///
/// What is known is kept, so that a change costs what it changes. After an error nothing of it holds: open the
/// interface anew.
package struct OpenedInterface: Sendable {
    /// The WireGuard side.
    package let device: any WireGuardDevice
    /// The other side.
    package let link: any Link
    /// The WireGuard side as far as it is known.
    package private(set) var deviceState: DeviceState
    private var linkState: LinkState
    /// What the link was last led to; nil before the first.
    private var wanted: LinkConfiguration?
    /// Whether the link is known to be what it was last led to: then no plan says anything.
    private var isLed = false
    /// Whether it was down, and so has no sessions, or spoke from another port, of which its peers may not know.
    private var isUngreeted: Bool

    /// Whether nobody has configured it since it was made.
    package var isBlank: Bool { deviceState.publicKey == nil && deviceState.peers.isEmpty }

    /// Whether it has no address that somebody gave it.
    package var isBare: Bool { linkState.addresses.allSatisfy { !$0.address.isIPv4 && $0.address.isLinkLocal } }

    /// Opens an interface, making it where there is none, and reads it.
    ///
    /// - Throws: what the backend throws, and ``WireGuardError/Code/interfaceGone`` when it vanishes meanwhile.
    package init(_ name: InterfaceName, by backend: any TunnelBackend) async throws {
        (device, link) = try await backend.open(name)
        linkState = try await Self.state(of: link, name)
        deviceState = try await device.state()
        isUngreeted = !linkState.isUp
    }

    /// Reads it anew.
    ///
    /// - Returns: what others have done to it since it was last led somewhere.
    /// - Throws: ``WireGuardError/Code/interfaceGone`` when it has vanished.
    @discardableResult
    package mutating func read() async throws -> InterfaceDrift {
        let former = deviceState
        isLed = false
        linkState = try await Self.state(of: link, deviceState.interface)
        deviceState = try await device.state()
        // Peers that heard from another port send there, and would for minutes.
        isUngreeted = isUngreeted || !linkState.isUp || deviceState.listenPort != former.listenPort
        guard let wanted else { return InterfaceDrift() }
        return InterfaceDrift(of: linkState, from: wanted) + InterfaceDrift(of: deviceState, from: former)
    }

    /// What others have done to the link side, by what that is now.
    package func drift(in state: LinkState) -> InterfaceDrift {
        wanted.map { InterfaceDrift(of: state, from: $0) } ?? InterfaceDrift()
    }

    /// Makes both sides what they are to be, the device first, and lets peers know of an interface that comes up.
    ///
    /// Should the device fail, the link is led all the same, unless by rules: they know the tunnel's own packets by the
    /// mark that the device would have.
    ///
    /// - Parameters:
    ///   - configuration: the link side as it is wanted.
    ///   - mark: the firewall mark that the device is to have.
    ///   - plan: tells the way from a state of the device to what is wanted of it.
    /// - Returns: how many peers were changed.
    /// - Throws: what the side throws that failed first.
    @discardableResult
    package mutating func lead(
        to configuration: LinkConfiguration, _ mark: FirewallMark?, isolation: isolated (any Actor)? = #isolation,
        by plan: (DeviceState) -> DevicePlan
    ) async throws -> Int {
        if let former = deviceState.firewallMark, former != mark {
            isLed = false
            // Nothing would know its packets by a mark that they bear no more.
            try await carryOut(LinkPlan(removingRulesOf: former, from: linkState))
        }
        var changed = 0
        var failure: (any Error)?
        do {
            changed = try await carryOut(plan(deviceState))
        } catch {
            guard configuration.rules.isEmpty else { throw error }
            failure = error
        }
        isLed = isLed && wanted == configuration
        wanted = configuration
        do {
            if !isLed { try await carryOut(LinkPlan(from: linkState, to: configuration)) }
            isLed = true
        } catch {
            let first = failure ?? error
            failure = first
            // As far as it came, since the next to open it finds it up. Where that is not told the failure says more.
            do { linkState = try await Self.state(of: link, deviceState.interface) } catch { throw first }
        }
        do {
            try await greet()
        } catch {
            failure = failure ?? error
        }
        if let failure { throw failure }
        return changed
    }

    private mutating func carryOut(_ plan: LinkPlan) async throws {
        guard !plan.isEmpty else { return }
        try await link.apply(plan)
        linkState.apply(plan)
    }

    /// - Returns: how many peers it changes.
    private mutating func carryOut(_ plan: DevicePlan) async throws -> Int {
        guard !plan.isEmpty else { return 0 }
        try await device.apply(plan)
        deviceState.apply(plan)
        return plan.peers.count
    }

    /// By an interface that is down nobody can be greeted.
    private mutating func greet() async throws {
        guard isUngreeted, linkState.isUp else { return }
        try await device.apply(DevicePlan(greeting: deviceState))
        isUngreeted = false
    }

    private static func state(of link: any Link, _ name: InterfaceName) async throws -> LinkState {
        guard let state = try await link.state() else {
            throw WireGuardError(
                .interfaceGone, message: "interface \(name) has vanished", remedy: "it will be opened again")
        }
        return state
    }
}
