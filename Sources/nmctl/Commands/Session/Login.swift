internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl {
    struct Login: SessionCommand {
        static let configuration = CommandConfiguration(
            abstract: "Open a session with a server, the current one unless another is given.",
            examples: [
                "nmctl login --server https://vpn.example.org:8081 --user alice",
                "nmctl login --user alice --password-file alice.password",
            ])
        @OptionGroup var target: NewContextOptions
        @Option(help: "The user's name.", transform: UserName.init(parsing:))
        var user: UserName?
        @OptionGroup var password: PasswordOptions
        @OptionGroup var output: OutputOptions

        func openSession(with client: ControlPlaneClient, in context: Context) async throws -> SessionResource {
            let user = try user ?? context.user ?? UserName(parsing: "admin")
            let password = try password.password(for: user, confirmation: .none)
            return try await client.logIn(LoginRequest(user: user, password: password))
        }

        func run() async throws {
            let name = try await target.keepSession(opening: openSession)
            try output.confirm("logged in; the server is kept as context \(name)")
        }
    }
}
