internal import ArgumentParser

extension NMCtl {
    struct Gateways: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "gateway", abstract: "What nodes do for others: ways out of the network, ways in, relays.",
            subcommands: [Egress.self, Ingress.self, Relay.self])

        struct Egress: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Nodes that route for ranges outside the network.",
                subcommands: [Set.self, Unset.self, List.self])
        }

        struct Ingress: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Nodes that external clients enter by.", subcommands: [Set.self, Unset.self, List.self])
        }

        struct Relay: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Nodes that may carry the packets of pairs without a direct path; they can read them.",
                subcommands: [Set.self, Unset.self, List.self])
        }
    }
}
