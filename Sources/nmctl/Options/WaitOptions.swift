internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

/// Whether a command waits until what it changed is in force everywhere.
struct WaitOptions: ParsableArguments {
    @Flag(help: "Wait until every connected node has the change in force.")
    var wait = false
    @Option(help: "How many seconds to wait; then the exit status is 7.")
    var timeout = 60

    func validate() throws {
        guard (0...86_400).contains(timeout) else {
            throw ValidationError("--timeout takes 0 to 86400 seconds")
        }
    }

    /// - Throws: `NotInForceError` when the time is over before every connected node has it.
    func finish(
        _ revision: Revision, of network: NetworkName, _ client: ControlPlaneClient, _ output: OutputOptions
    ) async throws {
        guard wait else { return }
        let convergence = try await client.convergence(
            of: network, revision: revision, within: .seconds(timeout))
        if !convergence.disconnected.isEmpty {
            output.note("not connected, so not waited for: \(Self.names(of: convergence.disconnected))")
        }
        guard convergence.isInForce else {
            throw NotInForceError(revision: revision, lagging: convergence.lagging.map(\.name))
        }
        output.note("revision \(revision) is in force on every connected node")
    }

    private static func names(of members: [ConvergenceResource.Member]) -> String {
        members.map(\.name.description).joined(separator: ", ")
    }
}

/// That a change is made, but some connected nodes do not have it yet.
struct NotInForceError: Error, CustomStringConvertible {
    let revision: Revision
    let lagging: [NodeName]

    var description: String {
        let names = lagging.map(\.description).joined(separator: ", ")
        return "revision \(revision) is not yet in force on \(names); "
            + "the change is made and they get it as soon as they answer: see nmctl node list"
    }
}
