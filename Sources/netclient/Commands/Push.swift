internal import ArgumentParser
internal import Logging
internal import NetmakerAgent
internal import NetmakerCore

extension NetClient {
    /// `netclient push`
    struct Push: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Publish at once what you have changed in netconfig-NETWORK.",
            discussion: """
                Without it a change is noticed at the next check-in. What is not this machine's to change is put back, with \
                the command of nmctl that an admin changes it with. Exit status 3: the server refused a change.
                """)

        @OptionGroup var options: GlobalOptions
        @Option(name: .shortAndLong, help: "The network (default: all).", transform: NetworkName.init(parsing:))
        var network: NetworkName?

        func run() async throws {
            let environment = try options.environment(options.logger(.error))
            let failures = try await options.forEach(of: network) { network in
                Output.write(try await environment.push(network))
            }
            try options.finish(failures)
        }
    }
}
