import NetmakerCore

/// What a plan does to the rules.
struct RuleChanges {
    let new: Set<RoutingRule>
    let old: Set<RoutingRule>
    /// Those that lead to the main table, and so except packets from the others.
    let newExceptions: Set<RoutingRule>
    let oldExceptions: Set<RoutingRule>
    /// Those that lead to routes that come late.
    let late: Set<RoutingRule>

    init(from state: LinkState, to wanted: LinkConfiguration, with routes: RouteChanges) {
        let owners = Set(wanted.rules.map(\.owner)).union([wanted.mark].compactMap(\.self))
        let missing = wanted.rules.subtracting(state.rules)
        newExceptions = missing.filter { $0.table == .main }
        late = missing.subtracting(newExceptions).filter { rule in
            routes.late.contains { $0.table == rule.table && $0.destination.address.family == rule.family }
        }
        new = missing.subtracting(newExceptions).subtracting(late)
        let leaving = state.rules.subtracting(wanted.rules).filter { owners.contains($0.owner) }
        oldExceptions = leaving.filter { $0.table == .main }
        old = leaving.subtracting(oldExceptions)
    }
}

extension LinkPlan {
    /// Takes away the rules that belong to a mark, and nothing else: those that lead somewhere, then their exceptions.
    init(removingRulesOf owner: FirewallMark, from state: LinkState) {
        let rules = state.rules.filter { $0.owner == owner }
        let exceptions = rules.filter { $0.table == .main }
        let order = rules.subtracting(exceptions).sorted() + exceptions.sorted()
        self.init(steps: order.map { .removeRule($0) })
    }
}
