import FoundationEssentials
import Glibc
import NetmakerAPI
import NetmakerAgentProtocol
import NetmakerCore
import Synchronization

/// A data directory, an address to serve at, and the servers that live there one after the other, as programs.
struct ServerHouse: Sendable {
    let folder: ScratchFolder
    /// All of 127.0.0.0/8 is this machine, so that houses do not meet.
    let host: String
    /// Where the root of the servers' mount namespace is seen from here.
    var root = ""
    private static let houses = Mutex(0)

    static let apiPort = 18081
    static let agentsPort = 18051

    init() throws {
        folder = try ScratchFolder.make("nm-house")
        let number = Self.houses.withLock { houses in
            houses += 1
            return houses
        }
        let process = Int(getpid()) % (254 * 254)
        host = "127.\(number % 254 + 1).\(process / 254 + 1).\(process % 254 + 1)"
    }

    var dataDirectory: String { folder.path + "/data" }
    var database: String { dataDirectory + "/netmaker.sqlite" }
    var tallyFile: String { folder.path + "/tally" }
    var tally: CrashTally { CrashTally(file: tallyFile) }

    var pin: CertificatePin {
        get throws {
            let text = try String(contentsOfFile: root + dataDirectory + "/pin", encoding: .utf8)
            return try CertificatePin(parsing: String(text.prefix { $0 != "\n" }))
        }
    }

    // MARK: Servers

    /// Starts a server, with nothing in its way.
    func start(log: String = "server.log") async throws -> ChildProgram {
        try await ChildProgram(command, environment: [:], log: "\(folder.path)/\(log)")
    }

    /// Starts a server with the crash library before it.
    func start(
        crash: [String: String], wrappedIn wrapper: [String] = [], log: String = "server.log"
    ) async throws -> ChildProgram {
        try? FileManager.default.removeItem(atPath: tallyFile)
        var environment = crash
        environment["LD_PRELOAD"] = try await CrashLibrary.shared.path
        environment["CRASH_ROOT"] = dataDirectory
        environment["CRASH_TALLY"] = tallyFile
        environment["CRASH_AGENTS"] = "\(Self.agentsPort)"
        return try await ChildProgram(wrapper + command, environment: environment, log: "\(folder.path)/\(log)")
    }

    var command: [String] {
        [
            Installation.program("nm-server"), "--data-dir", dataDirectory, "--public-address", host, "--listen", host,
            "--api-port", "\(Self.apiPort)", "--agents-port", "\(Self.agentsPort)", "--metrics-address", "off",
        ]
    }

    // MARK: Their clients

    func withTransport<Result>(_ body: (AsyncHTTPTransport) async throws -> Result) async throws -> Result {
        try await AsyncHTTPTransport.withTransport(
            to: ServerAddress(parsing: "\(host):\(Self.apiPort)"), trusting: .pins([pin]), body)
    }

    func withClient<Result>(
        token: ConfidentialText?, _ body: (ControlPlaneClient) async throws -> Result
    ) async throws -> Result {
        try await withTransport { try await body(ControlPlaneClient($0, token: token)) }
    }

    var agents: GRPCAgentTransport {
        get throws {
            GRPCAgentTransport(server: try ServerAddress(parsing: "\(host):\(Self.agentsPort)"), pins: [try pin])
        }
    }

    /// Makes the first admin, by the code that the server wrote down.
    func setUp() async throws -> ConfidentialText {
        let file = root + dataDirectory + "/setup-code"
        let code = try String(contentsOfFile: file, encoding: .utf8).prefix { $0 != "\n" }
        return try await withClient(token: nil) { client in
            try await client.setUp(
                SetupRequest(code: ConfidentialText(String(code)), user: Self.admin, password: Self.password)
            ).token
        }
    }

    func logIn() async throws -> ConfidentialText {
        try await withClient(token: nil) { client in
            try await client.logIn(LoginRequest(user: Self.admin, password: Self.password)).token
        }
    }

    private static var admin: UserName { get throws { try UserName(parsing: "admin") } }
    private static let password = ConfidentialText("correct horse battery staple")
}
