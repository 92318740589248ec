internal import ArgumentParser
internal import DurableFiles
internal import Glibc
internal import NetmakerAgent
internal import NetmakerCore

/// How a machine is told which network to join, and what admits it.
struct MembershipSource: ParsableArguments {
    @Option(name: .shortAndLong, help: "The access token; - reads it from standard input.")
    var token: String?
    @Option(help: ArgumentHelp("A file that holds the access token.", valueName: "path"))
    var tokenFile: String?

    @Option(help: "Without a token: the network's name.", transform: NetworkName.init(parsing:))
    var network: NetworkName?
    @Option(
        help: ArgumentHelp("Without a token: where agents reach the server.", valueName: "host:port"),
        transform: ServerAddress.init(parsing:))
    var server: ServerAddress?
    /// Parsed later: the parser of the command line would repeat a wrong one in its error.
    @Option(help: "Without a token: the access key (default: an admin is asked to let the machine in).")
    var key: String?
    @Option(
        help: "Without a token: the server's TLS key, as it printed it (default: the system's trusted roots decide).",
        transform: CertificatePin.init(parsing:))
    var pin: CertificatePin?

    func validate() throws {
        if token != nil, tokenFile != nil { throw ValidationError("give one of --token and --token-file") }
        let parts = [network != nil, server != nil]
        if parts.contains(true) || key != nil, parts.contains(false) {
            throw ValidationError("give --network and --server, with or without --key, or a token")
        }
        if network != nil, token != nil || tokenFile != nil {
            throw ValidationError("give either a token, or --network, --server and --key")
        }
    }

    func request() throws -> MembershipRequest {
        if let network, let server {
            return MembershipRequest(
                network: network, server: server, pins: pin.map { [$0] } ?? [],
                key: try key.map { text throws(ModelError) in try Secret(parsing: text) })
        }
        return MembershipRequest(try AccessToken(parsing: try tokenText()))
    }

    private func tokenText() throws -> String {
        if let tokenFile {
            let bytes = try AtomicFile.read(tokenFile, limit: AccessToken.maximumLength, links: .follow)
            return String(decoding: bytes, as: UTF8.self)
        }
        switch token ?? Environment["NETCLIENT_TOKEN"] {
        case "-": return try standardInput()
        case .some(let text): return text
        case nil: throw ValidationError("give an access token: -t TOKEN, --token-file FILE or NETCLIENT_TOKEN")
        }
    }

    /// Reads no more than a token may be long, whatever comes: it may have no end, and no line either.
    private func standardInput() throws -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            guard count >= 0 || errno == EINTR else { throw ValidationError("standard input cannot be read") }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer.prefix(max(0, count))
            guard bytes.count <= AccessToken.maximumLength else {
                throw ValidationError("what standard input holds is too long for an access token")
            }
        }
    }
}
