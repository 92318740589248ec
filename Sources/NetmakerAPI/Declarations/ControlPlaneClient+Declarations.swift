public import NetmakerCore

extension ControlPlaneClient {
    /// What the server has, as far as the asker sees it and declarations speak of it.
    ///
    /// - Parameter networks: those whose nodes, clients and names are read; nil for all.
    public func declaredServer(of networks: Set<NetworkName>? = nil) async throws(APIError) -> DeclaredServer {
        var server = DeclaredServer()
        let account = try await account()
        server.asker = account.user.name
        for network in try await self.networks() {
            try server.adding { server throws(ModelError) in try server.add(network) }
            guard networks?.contains(network.name) ?? true else { continue }
            let (nodes, clients) = (try await nodes(in: network.name), try await clients(in: network.name))
            let records = try await dnsRecords(of: network.name)
            try server.adding { server throws(ModelError) in
                for node in nodes { try server.add(node) }
                for client in clients { try server.add(client) }
                for record in records { server.add(record) }
            }
        }
        for user in try await usersIfAllowed() ?? [] {
            try server.adding { server throws(ModelError) in try server.add(user) }
        }
        return server
    }

    /// Nil for who administers some networks alone: they see no users.
    private func usersIfAllowed() async throws(APIError) -> [UserResource]? {
        do throws(APIError) {
            return try await users()
        } catch {
            guard error.problem?.kind == .forbidden else { throw error }
            return nil
        }
    }

    /// Makes the server what a declaration says, and stops at the first step that fails: what is done stands, and
    /// applying it again goes on from there.
    ///
    /// - Parameters:
    ///   - plan: made from `server` as it was read.
    ///   - tell: told of each step that is done.
    public func perform(
        _ plan: DeclarationPlan, on server: DeclaredServer,
        telling tell: @Sendable (DeclarationPlan.Step) -> Void = { _ in }
    ) async -> DeclarationOutcome {
        var execution = DeclarationExecution(self, server)
        for (index, step) in plan.steps.enumerated() {
            do throws(APIError) {
                try await execution.perform(step)
            } catch {
                return DeclarationOutcome(
                    done: Array(plan.steps[..<index]), failure: .init(step: step, error: error),
                    left: Array(plan.steps[(index + 1)...]), revisions: execution.reached)
            }
            tell(step)
        }
        return DeclarationOutcome(done: plan.steps, failure: nil, left: [], revisions: execution.reached)
    }

    /// Reads the server, plans, and performs; once more where an address was the server's to choose.
    ///
    /// - Parameters:
    ///   - now: by which moments are told that are over.
    ///   - approve: sees each plan before anything of it is done; false ends it there.
    public func apply(
        _ file: Declaration, pruning: DeclarationPlan.Pruning = .nothing, now: Timestamp,
        telling tell: @Sendable (DeclarationPlan.Step) -> Void = { _ in },
        approving approve: (DeclarationPlan) throws -> Bool = { _ in true }
    ) async throws -> DeclarationOutcome {
        var outcome = DeclarationOutcome(done: [], failure: nil, left: [], revisions: [:])
        repeat {
            let server = try await declaredServer(of: Set(file.networks))
            let plan = try DeclarationPlan(from: server, to: file, pruning: pruning, now: now)
            guard try approve(plan) else { return outcome }
            let isFollowUp = !outcome.done.isEmpty
            outcome = outcome.followed(by: await perform(plan, on: server, telling: tell))
            guard !isFollowUp, plan.changesRanges else { return outcome }
        } while outcome.failure == nil
        return outcome
    }
}

/// How far a plan was performed.
public struct DeclarationOutcome: Sendable {
    /// The step that was not done, and why.
    public struct Failure: Sendable {
        public let step: DeclarationPlan.Step
        public let error: APIError
    }

    /// What stands.
    public let done: [DeclarationPlan.Step]
    /// Nil when all is done.
    public let failure: Failure?
    /// What was not begun.
    public let left: [DeclarationPlan.Step]
    /// Where each network that was changed stands: what to wait for (`ControlPlaneClient.convergence`).
    public let revisions: [NetworkName: Revision]

    fileprivate func followed(by next: DeclarationOutcome) -> DeclarationOutcome {
        DeclarationOutcome(
            done: done + next.done, failure: next.failure, left: next.left,
            revisions: revisions.merging(next.revisions) { $1 })
    }
}

extension DeclarationPlan {
    /// Whether the server chooses addresses in it.
    fileprivate var changesRanges: Bool {
        steps.contains { step in
            if case .changeRanges = step.call { true } else { false }
        }
    }
}

extension DeclaredServer {
    /// What the server answers that no declaration can say is not an answer of this interface.
    fileprivate mutating func adding(
        _ add: (inout DeclaredServer) throws(ModelError) -> Void
    ) throws(APIError) {
        do throws(ModelError) { try add(&self) } catch {
            throw APIError(
                .unexpectedAnswer, message: "the server's answer is not what this release expects: \(error.message)",
                remedy: "use the release that the server has", cause: error)
        }
    }
}
