internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl {
    struct Apply: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the server what a file says: YAML or JSON, as export writes it.",
            discussion: """
                What the file does not speak of stays as it is. Applied again, it changes nothing. Every change is made \
                only if its object is still as it was read, so that nobody else's is overwritten; after a failure, what is \
                done stands, and applying the file again goes on from there.
                """,
            examples: [
                "nmctl apply -f mesh.yaml --dry-run",
                "nmctl apply -f mesh.yaml --prune --wait",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Option(
            name: [.short, .long], help: "The file; - for the standard input.",
            completion: .file(extensions: ["yaml", "yml", "json"]))
        var file: String
        @Flag(help: "Only show what would be done.")
        var dryRun = false
        @Flag(help: "With --dry-run: exit with status 9 when there is something to do.")
        var exitCode = false
        @Flag(
            help: """
                Delete what the file does not have, of the kinds that it has: names, clients, gateways, networks \
                without nodes; never nodes or users.
                """)
        var prune = false
        @Flag(help: "With --prune: delete networks that have nodes as well. They are told and take it down.")
        var force = false
        @Flag(help: "Do nothing when a part has to wait, such as what is said of a node that has not joined.")
        var strict = false
        @OptionGroup var waiting: WaitOptions

        func validate() throws {
            guard !exitCode || dryRun else { throw ValidationError("--exit-code goes with --dry-run") }
            guard !force || prune else { throw ValidationError("--force goes with --prune") }
            guard !waiting.wait || !dryRun else {
                throw ValidationError("with --dry-run there is nothing to --wait for")
            }
        }

        private var pruning: DeclarationPlan.Pruning {
            prune ? force ? .undeclaredWithNodes : .undeclared : .nothing
        }

        func run(with client: ControlPlaneClient) async throws {
            let file = try DeclarationFile(at: file)
            do {
                try await dryRun ? show(file, client) : apply(file, client)
            } catch let error as ModelError {
                throw file.located(error)
            }
        }

        private func show(_ file: DeclarationFile, _ client: ControlPlaneClient) async throws {
            let server = try await client.declaredServer(of: Set(file.declaration.networks))
            let plan = try DeclarationPlan(
                from: server, to: file.declaration, pruning: pruning, now: SystemWallClock().now)
            try check(plan)
            try answer(PlanAnswer(plan), or: PlanText.lines(of: plan.steps) + PlanText.summary(of: plan))
            if exitCode, !plan.steps.isEmpty { throw DifferenceFound() }
        }

        private func apply(_ file: DeclarationFile, _ client: ControlPlaneClient) async throws {
            let reporter = StepReporter(isSilent: connection.output.format != .table || connection.output.quiet)
            var notes: [DeclarationPlan.Note]?
            let outcome = try await client.apply(
                file.declaration, pruning: pruning, now: SystemWallClock().now, telling: { reporter.tell($0) },
                approving: { plan in
                    if notes == nil {
                        notes = plan.notes
                        try check(plan)
                    }
                    return true
                })
            try answer(PlanAnswer(outcome, notes ?? []), or: PlanText.summary(ofDone: outcome.done))
            if let failure = outcome.failure {
                tell(of: failure, outcome, file)
                throw failure.error
            }
            for (network, revision) in outcome.revisions.sorted(by: { $0.key < $1.key }) {
                try await waiting.finish(revision, of: network, client, connection.output)
            }
        }

        private func check(_ plan: DeclarationPlan) throws {
            for note in plan.notes { connection.output.note("\(note.object.path): \(note.sentence)") }
            guard strict, !plan.notes.isEmpty else { return }
            throw UnfulfilledDeclaration(count: plan.notes.count)
        }

        private func tell(
            of failure: DeclarationOutcome.Failure, _ outcome: DeclarationOutcome, _ file: DeclarationFile
        ) {
            let count = outcome.done.count + outcome.left.count + 1
            let place = file.place(of: failure.step.object.path)
            Console.note("\(outcome.done.count) of \(count) steps are done, and stand; this one is not (\(place)):")
            for line in PlanText.lines(of: failure.step).split(separator: "\n") { Console.note(String(line)) }
            if !outcome.left.isEmpty {
                Console.note("not begun: " + outcome.left.map(\.title).joined(separator: ", "))
            }
        }

        /// Scripts get the one, people the other.
        private func answer(_ answer: PlanAnswer, or text: String) throws {
            let output = connection.output
            switch output.format {
            case .json, .yaml: try output.render(answer)
            case .name: try output.render(answer.steps)
            case .table: if output.quiet { try output.render(answer.steps) } else { Console.answer(text) }
            }
        }
    }
}

/// That a file differs from the server, for who asked for that as an exit status.
struct DifferenceFound: Error {}

/// That a part of a file has to wait, for who wants all of it or nothing.
struct UnfulfilledDeclaration: Error, CustomStringConvertible {
    let count: Int

    var description: String {
        "nothing is done, since \(count == 1 ? "a part of the file has" : "\(count) parts of the file have") to wait; "
            + "see to what is said above, or leave out --strict"
    }
}
