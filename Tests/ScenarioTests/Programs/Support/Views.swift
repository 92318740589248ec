/// What `nmctl key create -o json` says.
struct NewKey: Decodable {
    struct AccessKey: Decodable {
        let id: String
    }

    /// The secret itself.
    let key: String
    let installCommand: String?
    /// All that a join needs, the secret included.
    let token: String
    let accessKey: AccessKey

    var id: String { accessKey.id }
}

/// What `nmctl node list -o json` says of a node.
struct NodeView: Decodable, Hashable {
    struct Live: Decodable, Hashable {
        let status: String
        let acknowledgedRevision: Int?
    }

    let id: String
    let name: String
    let ipv4: String?
    let ipv6: String?
    let publicKey: String
    let live: Live?
}

/// What `netclient status -o json` says.
struct StatusView: Decodable {
    struct Peer: Decodable {
        let name: String
        let addresses: [String]
        let endpoint: String?
        let publicKey: String
    }

    let network: String
    let name: String
    let node: String
    let interface: String
    let addresses: [String]
    let listenPort: Int
    let server: String
    let connection: String?
    let revision: Int
    let acknowledged: Int?
    let peers: [Peer]
}
