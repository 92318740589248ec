internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore
internal import NetmakerServer
internal import SecretInput

extension NMServer.Admin {
    struct ResetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a user of the running server another password; all their sessions end.")
        @OptionGroup var directory: DirectoryFlag
        @Argument(help: "The user's name.", transform: UserName.init(parsing:))
        var user: UserName
        @Option(help: "A file whose first line is the password, - for the standard input; else it is asked for.")
        var passwordFile: String?

        func run() async throws {
            let socket = try directory.dataDirectory().controlSocket
            let password =
                try passwordFile.map(SecretFile.firstLine)
                ?? Terminal.askTwiceWithoutEcho("new password of \(user): ")
            try await AsyncHTTPTransport.withTransport(toSocket: socket) { transport in
                try await ControlPlaneClient(transport).resetPasswordAsOperator(of: user, to: password)
            }
            Console.say("the password of \(user) is changed, and their sessions are over")
        }
    }
}
