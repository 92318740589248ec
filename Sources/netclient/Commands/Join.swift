internal import ArgumentParser
internal import NetmakerAgent
internal import NetmakerCore

extension NetClient {
    /// `netclient join`
    struct Join: AsyncParsableCommand {
        /// Whether a service is to keep the network up.
        enum DaemonSwitch: String, ExpressibleByArgument {
            case on, off
        }

        static let configuration = CommandConfiguration(
            abstract: "Join a network.",
            discussion: """
                The token comes from -t, from --token-file, or from NETCLIENT_TOKEN: arguments can be read by everybody \
                on the machine, so prefer the others. Without a token give --network, --server and --key; without a \
                key as well, an admin is asked to let the machine in.
                """)

        @OptionGroup var options: GlobalOptions
        @OptionGroup var source: MembershipSource

        @Option(help: "The node's name (default: made from the machine's).", transform: NodeName.init(parsing:))
        var name: NodeName?
        @Option(help: "The interface to make (default: nm-<network>).", transform: InterfaceName.init(parsing:))
        var interface: InterfaceName?
        @Option(
            help: "The UDP port to listen on (default: the first free one from 51821 on).",
            transform: ListenPort.init(parsing:))
        var port: ListenPort?
        @Option(
            help: "Where this machine is reached, such as 203.0.113.7:51821 (default: detected).",
            transform: Endpoint.init(parsing:))
        var endpoint: Endpoint?
        @Option(help: "Whether a service shall keep the network up: on or off.")
        var daemon: DaemonSwitch = .on
        @Flag(help: "Join even if another network of this machine has the same addresses.")
        var force = false

        @Flag(help: "Run as root what the network's admins set as PostUp and PostDown; to change it, join anew.")
        var allowRemoteCommands = false

        func run() async throws {
            var request = try source.request()
            request.name = name
            request.interface = interface
            request.listenPort = port
            request.endpoint = endpoint
            request.remoteCommands = allowRemoteCommands ? .allow : .refuse
            request.overlapPolicy = force ? .accept : .refuse
            let membership = try await options.environment(options.logger()).join(request)
            report(membership)
        }

        private func report(_ membership: Membership) {
            let configuration = membership.configuration
            guard configuration.status != .pending else {
                Output.write(
                    "network \(configuration.network) knows this machine as \(configuration.name), which waits")
                Output.write(
                    "an admin lets it in with: nmctl node approve \(configuration.network) \(configuration.name)")
                return
            }
            let addresses = configuration.addresses.map { "\($0.address)" }.joined(separator: " and ")
            Output.write("joined \(configuration.network) as \(configuration.name) with \(addresses)")
            if let trouble = membership.trouble {
                Output.write("the tunnel does not stand yet: \(trouble)", to: .standardError)
            } else {
                Output.write("interface \(configuration.interface) is up")
            }
            switch daemon {
            case .on:
                Output.write("no service keeps it up to date; run: netclient daemon -n \(configuration.network)")
            case .off: break
            }
        }
    }
}
