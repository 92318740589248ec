/// Who takes part.
extension Examination {
    mutating func examineStandings() {
        for client in [path.caller, path.callee].compactMap(\.self) { examine(client) }
        for node in path.nodes { examine(node) }
    }

    private mutating func examine(_ node: Node) {
        let update = "nmctl node update \(state.network.name) \(node.name)"
        switch node.standing.status {
        case .pending:
            find(
                .pending, .fault, about: node.name, "\(node.name) waits to be let in, and is nobody's peer",
                remedy: "let it in with nmctl node approve \(state.network.name) \(node.name)")
        case .expired:
            let since = node.standing.expiresAt.map { " since \($0)" } ?? ""
            find(
                .expired, .fault, about: node.name, "\(node.name) has expired\(since), and is nobody's peer",
                remedy: "give it more time with \(update) --expires")
        case .disconnected:
            find(
                .disconnected, .fault, about: node.name,
                "\(node.name) was disconnected by an admin, and is nobody's peer",
                remedy: "connect it with nmctl node connect \(state.network.name) \(node.name)")
        case .active:
            guard let end = node.standing.expiresAt, end <= now else { return }
            find(
                .expired, .fault, about: node.name, "\(node.name) has expired since \(end), and is nobody's peer",
                remedy: "give it more time with \(update) --expires")
        }
    }

    private mutating func examine(_ client: ExternalClient) {
        let update = "nmctl client update \(state.network.name) \(client.name)"
        guard let gateway = state.nodes[client.gateway], gateway.roles.ingress != nil else {
            find(
                .gatewayMissing, .fault, about: client.name,
                "the node that external client \(client.name) enters by is no ingress gateway any more",
                remedy: "move it to one with \(update) --gateway")
            return
        }
        switch client.access {
        case .disabled:
            find(
                .clientDisabled, .fault, about: client.name,
                "external client \(client.name) is disabled, and \(gateway.name) does not let it in",
                remedy: "let it in with \(update) --enable")
        case .expired:
            find(
                .clientExpired, .fault, about: client.name,
                "external client \(client.name) has expired"
                    + (client.expiresAt.map { " since \($0)" } ?? "") + ", and \(gateway.name) does not let it in",
                remedy: "give it more time with \(update) --expires")
        case .enabled:
            guard let end = client.expiresAt, end <= now else { return }
            find(
                .clientExpired, .fault, about: client.name,
                "external client \(client.name) has expired since \(end), and \(gateway.name) does not let it in",
                remedy: "give it more time with \(update) --expires")
        }
    }
}
