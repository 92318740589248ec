internal import ArgumentParser
internal import CoreDumps
internal import Glibc
internal import NetmakerCore

/// What every machine of a network runs.
@main
struct NetClient: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "netclient", abstract: "Joins this machine to private WireGuard networks and keeps it joined.",
        version: "netclient \(Release.version)",
        subcommands: [
            Join.self, Leave.self, List.self, Status.self, Pull.self, Push.self, CheckIn.self, RunDaemon.self,
            Uninstall.self,
        ])

    static func main() async {
        CoreDumps.forbid()
        if getpid() == 1 { Glibc.exit(FirstProcess.run()) }
        do {
            let arguments = CommandLineDialect.standard(Array(CommandLine.arguments.dropFirst())) { Environment[$0] }
            var command = try parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            let status = ExitStatus(error)
            switch exitCode(for: error) {
            // Help, the version, and what was typed wrong: the parser words these best.
            case .success: Output.write(fullMessage(for: error))
            case .validationFailure: Output.write(fullMessage(for: error), to: .standardError)
            case _ where error is SaidAlready: break
            default: Output.report(error)
            }
            Glibc.exit(status.rawValue)
        }
    }
}
