internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl {
    struct Export: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write what the server has as a file for apply: YAML, or JSON with -o json.",
            discussion: """
                Networks with their settings, nodes, gateways, clients and DNS names, and users' roles. No keys but public \
                ones, no passwords, and nothing that changes by itself. A file of one network says that there are no \
                others: apply it with --prune only if that is meant.
                """,
            examples: [
                "nmctl export",
                "nmctl export harbor -o json",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(
            help: "A network to write, and no users; may be given again (default: everything).",
            transform: NetworkName.init(parsing:))
        var networks: [NetworkName] = []

        func run(with client: ControlPlaneClient) async throws {
            // Of one that is not there the server says so.
            for name in networks { _ = try await client.network(name) }
            let names = networks.isEmpty ? nil : Set(networks)
            let export = try await client.declaredServer(of: names).export
            let declaration = names.map(export.only) ?? export
            switch connection.output.format {
            case .json: Console.answer(try DeclarationText.json(declaration))
            case .table, .yaml: Console.answer(try DeclarationText.yaml(declaration))
            case .name: Console.answer(declaration.objects.keys.sorted().map { $0.path + "\n" }.joined())
            }
        }
    }
}
