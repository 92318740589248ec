import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAPI

@Suite struct `Plans of random declarations` {
    private static let prunings: [DeclarationPlan.Pruning] = [.nothing, .undeclared, .undeclaredWithNodes]

    /// Every step can be done when its turn comes, and when all are done the server is as the file says.
    @Test(arguments: 0..<UInt64(40)) func `lead to what is declared, and nothing is left to do`(block: UInt64) throws {
        var plannedCount = 0
        for seed in block * 25..<(block + 1) * 25 {
            var declarations = RandomDeclarations(seed: seed)
            var server = PlainServer(try declarations.server())
            let file = try declarations.file()
            let pruning = Self.prunings[Int(seed % 3)]
            let start = server.server
            let first: DeclarationPlan
            do {
                first = try DeclarationPlan(from: start, to: file, pruning: pruning, now: Samples.time)
            } catch {
                #expect(error.field?.isEmpty == false, "seed \(seed): \(error)")
                continue
            }
            plannedCount += 1
            try perform(first, on: &server, seed)
            // Where the server chose an address there may be more to say.
            let second = try DeclarationPlan(from: server.server, to: file, pruning: pruning, now: Samples.time)
            let choosesAddresses = first.steps.contains { $0.call.operation.id == "changeRanges" }
            #expect(second.steps.isEmpty || choosesAddresses, "seed \(seed): \(second.steps)")
            try perform(second, on: &server, seed)
            let last = try DeclarationPlan(from: server.server, to: file, pruning: pruning, now: Samples.time)
            #expect(last.steps.isEmpty, "seed \(seed): \(last.steps)")
            #expect(last.notes == first.notes, "seed \(seed)")
            requireDeclared(file, in: server, seed)
            requireKept(from: start, to: server, besides: file, pruning, seed)
        }
        // Chance makes declarations that contradict what is there; enough must not.
        #expect(plannedCount >= 3)
    }

    private func perform(_ plan: DeclarationPlan, on server: inout PlainServer, _ seed: UInt64) throws {
        for step in plan.steps {
            do { try server.perform(step) } catch {
                Issue.record("seed \(seed): \(step.title) \(step.call.operation.id): \(error)")
                throw error
            }
        }
    }

    /// Compared field by field, by nothing that plans are made with.
    private func requireDeclared(_ file: Declaration, in server: PlainServer, _ seed: UInt64) {
        for (object, said) in file.objects {
            guard let fields = server.objects[object] else {
                Issue.record("seed \(seed): \(object.path) is not there")
                continue
            }
            for (name, value) in said.values {
                #expect(fields[name] == value, "seed \(seed): \(object.path).\(name)")
            }
        }
    }

    private static let addressFields =
        DeclaredKind.addressFields + ["dnsServers", "ingress", "nameServers", "addresses"]

    /// What the file does not speak of is as it was, but for what moved with its network, or was pruned.
    private func requireKept(
        from start: DeclaredServer, to server: PlainServer, besides file: Declaration,
        _ pruning: DeclarationPlan.Pruning, _ seed: UInt64
    ) {
        let ranges = DeclaredObject.network(Samples.networkName())
        let isMoved = start.declaration.objects[ranges]?["ipv4Range"] != server.objects[ranges]?["ipv4Range"]
        for (object, before) in start.declaration.objects {
            guard let after = server.objects[object] else {
                #expect(pruning != .nothing && file.objects[object] == nil, "seed \(seed): \(object.path) is gone")
                continue
            }
            let said = file.objects[object] ?? DeclaredFields()
            for (name, value) in before.values where said[name] == nil {
                let isRole = DeclaredKind.roleFields.contains(name) && pruning != .nothing
                let isAddress = Self.addressFields.contains(name) && isMoved
                let isOfRole = object.kind == .user
                guard !isRole, !isAddress, !isOfRole else { continue }
                #expect(after[name] == value, "seed \(seed): \(object.path).\(name)")
            }
        }
    }

    @Test(arguments: 0..<UInt64(50)) func `of a server's own export are empty`(seed: UInt64) throws {
        var declarations = RandomDeclarations(seed: seed)
        let server = PlainServer(try declarations.server()).server
        for pruning in Self.prunings {
            let plan = try DeclarationPlan(from: server, to: server.export, pruning: pruning, now: Samples.time)
            #expect(plan.steps.isEmpty && plan.notes.isEmpty)
        }
    }
}
