/// The keys of a configuration file, by their names as `wg` and `wg-quick` spell them. Case makes no difference.
enum ConfigurationKey: String, CaseIterable {
    case privateKey = "PrivateKey"
    case listenPort = "ListenPort"
    case firewallMark = "FwMark"
    case address = "Address"
    case dns = "DNS"
    case mtu = "MTU"
    case table = "Table"
    case preUp = "PreUp"
    case postUp = "PostUp"
    case preDown = "PreDown"
    case postDown = "PostDown"
    case saveConfig = "SaveConfig"

    case publicKey = "PublicKey"
    case presharedKey = "PresharedKey"
    case allowedIPs = "AllowedIPs"
    case endpoint = "Endpoint"
    case persistentKeepalive = "PersistentKeepalive"

    /// - Returns: nil for a name that is none.
    init?(_ name: String) {
        // ASCII only: other letters may become one of a key's in lower case, as the sign for kelvin does.
        guard name.utf8.allSatisfy({ $0 < 0x80 }), let key = Self.byName[name.lowercased()] else { return nil }
        self = key
    }

    private static let byName = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.rawValue.lowercased(), $0) })

    /// The section it belongs to.
    var section: ConfigurationSection.Kind {
        switch self {
        case .publicKey, .presharedKey, .allowedIPs, .endpoint, .persistentKeepalive: .peer
        default: .interface
        }
    }

    /// Whether several lines add up. Of the others the programs take the last.
    var mayRepeat: Bool {
        switch self {
        case .address, .dns, .preUp, .postUp, .preDown, .postDown, .allowedIPs: true
        default: false
        }
    }
}
