internal import NetmakerCore

/// What a membership's file shows, as it is now.
struct NetConfig: Hashable, Sendable {
    let server: ServerAddress
    let api: ServerAddress?
    let configuration: NodeConfiguration
    let publicKey: PublicKey
    /// The first of the machine's addresses on its own networks; nil when it has none.
    let localAddress: InterfaceAddress?
    /// Whether a service keeps the network's daemon; nil where there are no services, or nobody knows.
    var isSupervised: Bool?

    func address(where isWanted: (IPAddress) -> Bool) -> String {
        configuration.addresses.first { isWanted($0.address) }?.address.description ?? ""
    }

    /// Where the machine is said, or seen, to be reached; nil while nobody knows.
    var endpoint: Endpoint? {
        if let pinned = configuration.pinnedEndpoint { return pinned }
        return configuration.observedAddresses.first.map { Endpoint(address: $0, port: configuration.listenPort) }
    }

    /// A file that is made anew, in the order of the table.
    var text: String {
        get throws(NetConfigError) {
            var document = try NetConfigDocument(Array(Self.heading.utf8))
            for key in NetConfigKey.all {
                switch key.presence {
                case .always:
                    if let items = key.show(self) {
                        try document.set(key, to: items.map { key.form.text(for: $0, like: nil) })
                    }
                case .atFirst(let text): try document.set(key, to: [text])
                case .whereItStands: continue
                }
            }
            return String(decoding: document.bytes, as: UTF8.self)
        }
    }

    private static let heading = """
        # You and the server may both change this file. What you change is published if it is this machine's to say, and
        # put back if it is not; netclient push does so at once. Lines that begin with # are yours.
        server:
        node:

        """
}
