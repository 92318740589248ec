/// The link side of an interface: up or down, its addresses, MTU and routes, and the rules that lead to them.
public protocol Link: Sendable {
    /// Reads the interface with its addresses and our routes over it, and our rules.
    ///
    /// - Returns: nil when it does not exist.
    func state() async throws -> LinkState?

    /// Carries out a plan, in its order.
    ///
    /// - Throws: ``WireGuardError/Code/interfaceGone`` when the interface does not exist any more;
    ///   ``WireGuardError/Code/routeExists`` when someone else's route leads to the same network; and
    ///   ``WireGuardError/Code/refused`` when the kernel refuses a step. The steps before it stand.
    func apply(_ plan: LinkPlan) async throws
}
