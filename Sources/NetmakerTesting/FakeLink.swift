public import NetmakerCore
public import NetmakerWG

/// The link side of an interface, in memory. It remembers every plan and can be told to fail.
public actor FakeLink: Link {
    private let interface: InterfaceName
    private var link: LinkState?
    private var failure: WireGuardError?
    /// The plans that were applied, the empty ones not among them.
    public private(set) var plans: [LinkPlan] = []

    /// An interface that was just made.
    public init(_ interface: InterfaceName) {
        self.interface = interface
        link = LinkState(interface: interface)
    }

    public func state() throws -> LinkState? {
        link
    }

    public func apply(_ plan: LinkPlan) throws {
        if let failure {
            self.failure = nil
            throw failure
        }
        guard !plan.isEmpty else { return }
        guard link != nil else {
            throw WireGuardError(
                .interfaceGone, message: "interface \(interface) has vanished", remedy: "open it again")
        }
        plans.append(plan)
        link?.apply(plan)
    }

    /// Makes the next plan fail, before its first step.
    public func failNext(_ error: WireGuardError) {
        failure = error
    }

    /// Makes the interface vanish.
    public func vanish() {
        link = nil
    }

    /// Changes the interface behind everybody's back.
    public func alter(_ change: @Sendable (inout LinkState) -> Void) {
        link.map { state in
            var altered = state
            change(&altered)
            link = altered
        }
    }
}
