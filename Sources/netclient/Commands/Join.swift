internal import ArgumentParser
internal import NetmakerAgent
internal import NetmakerCore

extension NetClient {
    /// `netclient join`
    struct Join: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Join a network.",
            discussion: """
                The token comes from -t, from --token-file, or from NETCLIENT_TOKEN: arguments can be read by everybody \
                on the machine, so prefer the others. Without a token give --network, --server and --key; without a \
                key as well, an admin is asked to let the machine in.

                Every option may also come from the environment, as NETCLIENT_ and its name (NETCLIENT_DAEMON=off); \
                what is typed counts more.
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
        @Option(help: "Whether peers are told when this machine moves: on or off (default: as the network says).")
        var roaming: Switch?
        @Option(help: "Whether a service shall keep the network up: on or off.")
        var daemon: Switch = .on
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
            request.roaming = roaming.map { $0 == .on }
            request.remoteCommands = allowRemoteCommands ? .allow : .refuse
            request.overlapPolicy = force ? .accept : .refuse
            request.service =
                switch daemon {
                case .on: .supervised
                case .off: .none
                }
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
                return reportService(membership)
            }
            let addresses = configuration.addresses.map { "\($0.address)" }.joined(separator: " and ")
            Output.write("joined \(configuration.network) as \(configuration.name) with \(addresses)")
            if let trouble = membership.trouble {
                Output.write("the tunnel does not stand yet: \(trouble)", to: .standardError)
            } else {
                Output.write("interface \(configuration.interface) is up")
            }
            reportService(membership)
        }

        private func reportService(_ membership: Membership) {
            let network = membership.configuration.network
            switch daemon {
            case .on where membership.isSupervised:
                Output.write("netclient@\(network).service keeps it up, now and after every boot")
            case .on:
                Output.write("systemd does not run here, so nothing keeps it up to date; run: netclient daemon")
            case .off: break
            }
        }
    }
}
