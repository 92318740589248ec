public import NetmakerCore
public import NetmakerWG

/// The link side of an interface, in memory. It remembers every plan and can be told to fail.
public actor FakeLink: Link {
    private let interface: InterfaceName
    private var link: LinkState?
    private var failure: (error: WireGuardError, steps: Int)?
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
        let failure = self.failure
        self.failure = nil
        if let failure, failure.steps == 0 { throw failure.error }
        guard !plan.isEmpty else { return }
        guard link != nil else {
            throw WireGuardError(
                .interfaceGone, message: "interface \(interface) has vanished", remedy: "open it again")
        }
        plans.append(plan)
        for (number, step) in plan.steps.enumerated() {
            if let failure, number == failure.steps { throw failure.error }
            link?.apply(LinkPlan(steps: [step]))
            try check(step)
        }
    }

    /// Refuses what did not come about, as the kernel does.
    private func check(_ step: LinkChange) throws {
        switch step {
        case .addAddress(let address) where link?.addresses.contains(address) == false:
            throw refusal(.refused, "add address \(address)")
        case .addRoute(let route) where link?.routes.contains(route) == false:
            throw refusal(link?.isUp == true ? .routeExists : .refused, "add route \(route)")
        default: break
        }
    }

    private func refusal(_ code: WireGuardError.Code, _ operation: String) -> WireGuardError {
        WireGuardError(code, message: "cannot \(operation) of interface \(interface)", remedy: "plan again")
    }

    /// Makes the next plan fail.
    ///
    /// - Parameter steps: how many of its steps are taken before.
    public func failNext(_ error: WireGuardError, afterSteps steps: Int = 0) {
        failure = (error, steps)
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
