internal import ArgumentParser
internal import Glibc
internal import NetmakerAgent

extension NetClient {
    /// `netclient uninstall`
    struct Uninstall: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Leave every network, and remove netclient from this machine.",
            discussion: "What could not be done is said; doing it again goes on where it ended.")

        @OptionGroup var options: GlobalOptions
        @Flag(name: .shortAndLong, help: "Do not ask first, as a terminal would be asked.")
        var yes = false

        func run() async throws {
            guard yes || isatty(STDIN_FILENO) == 0 || isConfirmed() else {
                return Output.write("nothing was changed")
            }
            let outcome = try await options.environment(options.logger()).uninstall()
            for line in outcome.done { Output.write(line) }
            for path in outcome.left { Output.write("not netclient's, so it stays: \(path)") }
            try options.finish(outcome.failures)
            Output.write("netclient is removed from this machine")
        }

        private func isConfirmed() -> Bool {
            Output.write("This machine leaves every network, and netclient is removed from it. Go on? (yes/no)")
            return readLine().flatMap(Switch.init(argument:)) == .on
        }
    }
}
