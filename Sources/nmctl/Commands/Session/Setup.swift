internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore
internal import SecretInput

extension NMCtl {
    struct Setup: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the first admin of a new server, and log in as them.")
        @OptionGroup var target: NewContextOptions
        @Option(help: "The file with the setup code, whose place nm-server told at its start.")
        var codeFile: String
        @Option(help: "The admin's name.", transform: UserName.init(parsing:))
        var user: UserName?
        @OptionGroup var password: PasswordOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let user = try user ?? UserName(parsing: "admin")
            let code = try SecretFile.firstLine(of: codeFile)
            let password = try password.password(for: user, confirmation: .typedTwice)
            let name = try await target.keepSession { client, _ in
                try await client.setUp(SetupRequest(code: code, user: user, password: password))
            }
            try output.confirm("logged in as \(user); the server is kept as context \(name)")
        }
    }
}
