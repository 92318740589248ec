internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore
internal import SecretInput

extension NMCtl {
    struct Setup: SessionCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the first admin of a new server, and log in as them.",
            examples: [
                "nmctl setup --server vpn.example.org --code-file setup-code",
                "nmctl setup --server vpn.example.org --code-file setup-code --password-file -",
            ])
        @OptionGroup var target: NewContextOptions
        @Option(
            help: "The file with the setup code, whose place nm-server told at its start.", completion: .file())
        var codeFile: String
        @Option(help: "The admin's name (default: admin).", transform: UserName.init(parsing:))
        var user: UserName?
        @OptionGroup var password: PasswordOptions
        @OptionGroup var output: OutputOptions

        func openSession(with client: ControlPlaneClient, in context: Context) async throws -> SessionResource {
            let user = try user ?? UserName(parsing: "admin")
            let code = try SecretFile.firstLine(of: codeFile)
            let password = try password.password(for: user, confirmation: .typedTwice)
            return try await client.setUp(SetupRequest(code: code, user: user, password: password))
        }

        func run() async throws {
            let name = try await target.keepSession(opening: openSession)
            try output.confirm("logged in; the server is kept as context \(name)")
        }
    }
}
