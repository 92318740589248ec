public import NetmakerCore

/// The WireGuard side of an interface: its keys and peers.
///
/// The kernel's, a userspace implementation's and the fake for tests behave alike; `DeviceConformance` in
/// `NetmakerTesting` says what that means.
public protocol WireGuardDevice: Sendable {
    /// Reads the device, whole and undisturbed.
    ///
    /// - Throws: ``WireGuardError/Code/interfaceGone`` when it does not exist any more.
    func state() async throws -> DeviceState

    /// Reads the device's private key, which no state holds: for a file of its configuration.
    ///
    /// - Returns: nil when the device has none.
    /// - Throws: ``WireGuardError/Code/interfaceGone`` when it does not exist any more, and
    ///   ``WireGuardError/Code/refused`` by a userspace implementation that keeps its key to itself.
    func privateKey() async throws -> PrivateKey?

    /// Carries out a plan, in its order, and returns when it is in force.
    ///
    /// A plan is not carried out as a whole: when this throws, what came before the failure stands. The error's message
    /// says how much that is, and its ``WireGuardError/state`` what the device is now: plan again from there.
    ///
    /// - Throws: ``WireGuardError/Code/interfaceGone`` when the device does not exist any more, and
    ///   ``WireGuardError/Code/refused`` when something in the plan is impossible, such as a port that is taken.
    func apply(_ plan: DevicePlan) async throws
}
