internal import ArgumentParser
internal import NetmakerAPI

/// A command that asks a server: all of it but which server that is.
protocol ServerCommand: AsyncParsableCommand {
    var connection: ConnectionOptions { get }

    /// - Parameter client: speaks in the caller's session.
    func run(with client: ControlPlaneClient) async throws
}

extension ServerCommand {
    func run() async throws { try await connection.withClient(run(with:)) }
}

/// A command that opens a session with a server, to be kept for the commands that follow.
protocol SessionCommand: AsyncParsableCommand {
    /// - Parameters:
    ///   - client: speaks in no session yet.
    ///   - context: what is known of the server.
    func openSession(with client: ControlPlaneClient, in context: Context) async throws -> SessionResource
}
