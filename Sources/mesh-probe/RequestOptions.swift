internal import ArgumentParser
internal import FoundationEssentials
internal import NetmakerAPI
internal import NetmakerCore

/// A change asked of the server, over a connection that stands before the clock starts: what is measured then is the
/// platform, and not the start of a program.
struct RequestOptions: ParsableArguments {
    @Option(help: "Remove this node.", transform: NodeReference.init(parsing:))
    var remove: NodeReference?

    @Option(help: "Pin the endpoint of this node to --to.", transform: NodeReference.init(parsing:))
    var move: NodeReference?

    @Option(help: "The endpoint.", transform: Endpoint.init(parsing:))
    var to: Endpoint?

    @Option(help: "The network.", transform: NetworkName.init(parsing:))
    var network: NetworkName?

    @Option(help: "The server's address.", transform: ServerAddress.init(parsingURL:))
    var server: ServerAddress?

    @Option(help: "The pin of the server's key.", transform: CertificatePin.init(parsing:))
    var pin: CertificatePin?

    @Option(help: "The file with an admin's session token.")
    var tokenFile: String?

    /// What is asked for; empty for nothing, never more than one.
    var changes: [NodeReference] { [remove, move].compactMap(\.self) }

    func validate() throws {
        guard !changes.isEmpty else { return }
        let isAddressed = network != nil && server != nil && pin != nil && tokenFile != nil
        guard changes.count == 1, isAddressed, (move == nil) == (to == nil) else {
            throw ValidationError(
                "a request takes --server, --pin, --token-file, --network, and --remove or --move with --to")
        }
    }

    /// Runs `body` with the change, connected to the server.
    func withChange(_ body: (@escaping Change) async throws -> Convergence) async throws -> Convergence {
        guard let server, let pin, let network, let tokenFile else { throw CleanExit.helpRequest() }
        let token = ConfidentialText(try Self.firstLine(of: tokenFile))
        return try await AsyncHTTPTransport.withTransport(to: server, trusting: .pins([pin])) { transport in
            let client = ControlPlaneClient(transport, token: token)
            _ = try await client.network(network)
            return try await body { try await self.ask(client, network) }
        }
    }

    private func ask(_ client: ControlPlaneClient, _ network: NetworkName) async throws {
        if let remove { _ = try await client.removeNode(remove, in: network) }
        if let move, let to {
            _ = try await client.updateNode(move, in: network, with: UpdateNodeRequest(endpoint: .set(to)))
        }
    }

    private static func firstLine(of path: String) throws -> String {
        let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        guard let line = text.split(whereSeparator: \.isNewline).first else {
            throw ProbeError(message: "\(path) is empty", remedy: "give a file whose first line is a session token")
        }
        return String(line)
    }
}
