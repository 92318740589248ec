internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerServer

extension NMServer.Admin {
    struct SetupCode: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "setup-code",
            abstract: "Make a new code for the first admin of the running server, in place of the one there is.")
        @OptionGroup var directory: DirectoryFlag

        func run() async throws {
            let socket = try directory.dataDirectory().controlSocket
            let made = try await AsyncHTTPTransport.withTransport(toSocket: socket) { transport in
                try await ControlPlaneClient(transport).renewSetupCode()
            }
            // A log or a pipe may be read by others: the code itself is for a terminal only.
            let code = Console.isTerminal ? "\(made.code.revealed()), also " : ""
            Console.say("setup code      \(code)in \(made.file)")
            Console.say("good until      \(made.expiresAt)")
        }
    }
}
