internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

extension NetworkState {
    /// The node that is meant: the id counts before the name.
    ///
    /// - Throws: `ControlError.Code.notFound`.
    func node(_ reference: NodeReference) throws(ControlError) -> Node {
        if let node = reference.id.flatMap({ nodes[$0] }) ?? reference.name.flatMap({ node(named: $0) }) { return node }
        throw ControlError(
            .notFound, field: "node",
            message: "network \(network.name) has no node \(ShownText(reference.description))",
            remedy: "see the nodes there are with nmctl node list")
    }

    /// The external client that is meant: the id counts before the name.
    ///
    /// - Throws: `ControlError.Code.notFound`.
    func client(_ reference: ClientReference) throws(ControlError) -> ExternalClient {
        if let client = reference.id.flatMap({ clients[$0] }) ?? reference.name.flatMap({ client(named: $0) }) {
            return client
        }
        throw ControlError(
            .notFound, field: "client",
            message: "network \(network.name) has no external client \(ShownText(reference.description))",
            remedy: "see the clients there are with nmctl client list")
    }

    /// The access key that is meant: the id counts before the name.
    ///
    /// - Throws: `ControlError.Code.notFound`.
    func accessKey(_ reference: AccessKeyReference) throws(ControlError) -> AccessKey {
        if let key = reference.id.flatMap({ accessKeys[$0] }) ?? reference.name.flatMap({ accessKey(named: $0) }) {
            return key
        }
        throw ControlError(
            .notFound, field: "accessKey",
            message: "network \(network.name) has no access key \(ShownText(reference.description))",
            remedy: "see the keys there are with nmctl key list")
    }
}
