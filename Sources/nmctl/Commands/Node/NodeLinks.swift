internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Nodes {
    struct Links: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how a node's tunnels do.",
            discussion: "Its agent is asked what its device says. A handshake is made when something is sent.",
            examples: [
                "nmctl node links harbor web",
                "nmctl node links harbor web -o json",
            ])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments

        func run(with client: ControlPlaneClient) async throws {
            let links = try await client.links(of: target.node, in: target.network)
            switch connection.output.format {
            // What came of asking belongs to the answer: without it, nothing heard reads like nothing there.
            case .json, .yaml: try connection.output.render(plain: links)
            case .table, .name:
                try connection.output.render(links.items)
                if let remark = links.remark { connection.output.note(remark) }
            }
        }
    }
}
