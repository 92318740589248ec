internal import CNetlink
import Glibc

extension NetlinkConnection {
    /// Reads the rules of both families that carry a mark, in the order in which the kernel asks them. Those are left
    /// out that ask for more than a ``RuleMessage`` can say.
    public func rules(markedBy ruleProtocol: UInt8) throws(NetlinkError) -> [RuleMessage] {
        try listedRules().filter { $0.isWhole && $0.rule.ruleProtocol == ruleProtocol }.map(\.rule)
    }

    /// Adds rules of one mark, about a hundred a send. One that is there already is left as it is.
    ///
    /// The kernel itself would not tell: it takes a rule for one that has a destination besides (`NLM_F_EXCL`).
    ///
    /// - Parameter operation: names the addition of one rule, for the error.
    /// - Throws: the first failure; the other rules of its send were handled all the same, later sends were not made.
    public func add(_ rules: [RuleMessage], _ operation: (RuleMessage) -> String) throws(NetlinkError) {
        guard let first = rules.first else { return }
        let present = Set(
            try listedRules().filter(\.isWhole).map { listed in
                var rule = listed.rule
                // A kernel that keeps no marks has added ours without: one like it is it.
                if !listed.hasProtocol { rule.ruleProtocol = first.ruleProtocol }
                return rule
            })
        try perform(rules.filter { !present.contains($0) }.map { RuleStep(rule: $0, action: .add) }, operation)
    }

    /// Removes rules of one mark, and no others. One that is not there is removed already.
    ///
    /// The kernel removes the first rule that has all that the request asks for, so one with a destination may go in
    /// place of one without. What stands in the way so, of whatever kind, is doubled behind it first, and then removed
    /// with it: no moment is without it.
    ///
    /// - Parameter operation: names the removal of one rule, for the error.
    public func remove(_ rules: [RuleMessage], _ operation: (RuleMessage) -> String) throws(NetlinkError) {
        guard let first = rules.first else { return }
        var present = try listedRules().filter { $0.rule.ruleProtocol == first.ruleProtocol }
        var steps: [RuleStep] = []
        for rule in rules {
            guard let position = present.firstIndex(where: { $0.isWhole && $0.rule == rule }) else { continue }
            let inTheWay = present[..<position].filter { rule.isTaken(for: $0.rule) }
            steps += inTheWay.map { RuleStep(rule: rule, action: .double($0)) }
            steps += Array(repeating: RuleStep(rule: rule, action: .remove), count: inTheWay.count + 1)
            present =
                present[..<position].filter { !rule.isTaken(for: $0.rule) } + present[(position + 1)...] + inTheWay
        }
        try perform(steps, operation)
    }

    /// The rules of both families that lead to a table, whoever made them, in the order in which the kernel asks them.
    private func listedRules() throws(NetlinkError) -> [ListedRule] {
        var all: [ListedRule] = []
        for family in [AF_INET, AF_INET6] {
            let request = try NetlinkMessage(
                type: RTM_GETRULE,
                header: fib_rule_hdr(
                    family: UInt8(family), dst_len: 0, src_len: 0, tos: 0, table: 0, res1: 0, res2: 0, action: 0,
                    flags: 0))
            do throws(NetlinkError) {
                all += try dump(request, "read the routing rules", into: [ListedRule]()) {
                    (found, content) throws(NetlinkError) in
                    if let rule = try ListedRule(decoding: content) { found.append(rule) }
                }
            } catch {
                // A kernel without IPv6, or without policy routing, has no rules of it.
                guard error.errno == EAFNOSUPPORT || error.errno == EOPNOTSUPP else { throw error }
            }
        }
        return all
    }

    private func perform(_ steps: [RuleStep], _ operation: (RuleMessage) -> String) throws(NetlinkError) {
        let size = 100
        for start in stride(from: 0, to: steps.count, by: size) {
            let part = steps[start..<min(start + size, steps.count)]
            var batch = NetlinkBatch()
            for step in part { batch.append(try step.request()) }
            // What is not there any more was removed by someone else.
            try perform(batch, tolerating: ENOENT) { operation(part[part.startIndex + $0].rule) }
        }
    }
}

/// A request that adds or removes a rule, or clears the way for that.
private struct RuleStep {
    enum Action {
        case add, remove
        case double(ListedRule)
    }

    /// The rule on whose account it is made.
    let rule: RuleMessage
    let action: Action

    func request() throws(NetlinkError) -> NetlinkMessage {
        switch action {
        case .add: try rule.request(.add)
        case .remove: try rule.request(.remove)
        case .double(let listed): try listed.doubling()
        }
    }
}
