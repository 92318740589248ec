public import NetmakerCore

extension ConfigurationFile {
    /// The section `[Interface]`. The first three settings are WireGuard's, the others `wg-quick`'s.
    public struct Interface: Sendable {
        /// The interface's identity (`PrivateKey`); nil where something else gives it, such as a command of `PostUp`
        /// with `wg set`. A device of such a file has none, and is stripped of one, unless it is set here before.
        public var privateKey: PrivateKey?
        /// The UDP port to listen on (`ListenPort`); nil, or 0 in a file, leaves the choice to WireGuard.
        public var listenPort: ListenPort?
        /// The mark on its own packets (`FwMark`); nil, or `off` in a file, for none.
        public var firewallMark: FirewallMark?

        /// Its addresses (`Address`). One without a length stands alone: /32 or /128.
        public var addresses: [InterfaceAddress]
        /// The servers that resolve names (`DNS`), in order of preference.
        public var nameServers: [IPAddress]
        /// The domains that names are looked up in (`DNS` as well), in order.
        public var searchDomains: [SearchDomain]
        /// The longest packet it takes (`MTU`); nil leaves the choice to whoever applies the file. Below 1280, which
        /// `wg-quick` would set, Linux takes all of IPv6 from an interface, and no ``MTU`` is: a file with one is
        /// refused.
        public var mtu: MTU?
        /// Where the routes to the peers' allowed IPs go (`Table`).
        public var table: Table
        /// Commands for bash(1), in order, `%i` standing for the interface's name: before it is made (`PreUp`).
        public var preUp: [HookCommand]
        /// After it was made (`PostUp`).
        public var postUp: [HookCommand]
        /// Before it is removed (`PreDown`).
        public var preDown: [HookCommand]
        /// After it was removed (`PostDown`).
        public var postDown: [HookCommand]
        /// What becomes of the file when `wg-quick` takes the interface down (`SaveConfig`).
        public var onDown: OnDown

        /// An interface with a key, and nothing else but what is given.
        public init(
            privateKey: PrivateKey?,
            listenPort: ListenPort? = nil,
            firewallMark: FirewallMark? = nil,
            addresses: [InterfaceAddress] = [],
            nameServers: [IPAddress] = [],
            searchDomains: [SearchDomain] = [],
            mtu: MTU? = nil,
            table: Table = .automatic,
            onDown: OnDown = .keepFile
        ) {
            self.privateKey = privateKey
            self.listenPort = listenPort
            self.firewallMark = firewallMark
            self.addresses = addresses
            self.nameServers = nameServers
            self.searchDomains = searchDomains
            self.mtu = mtu
            self.table = table
            self.onDown = onDown
            preUp = []
            postUp = []
            preDown = []
            postDown = []
        }
    }

    /// Where the routes to the peers' allowed IPs go.
    public enum Table: Hashable, Sendable {
        /// `auto`: into the main table, or one of their own that rules lead to; see
        /// ``LinkConfiguration/init(_:addresses:)``.
        case automatic
        /// `off`: nowhere, there are none.
        case off
        /// A number: all into that table.
        case number(RouteTable)
    }

    /// What becomes of the file when the interface is taken down.
    public enum OnDown: Hashable, Sendable {
        /// It stays as it is.
        case keepFile
        /// The interface's state is written over it (`SaveConfig = true`).
        case saveInterface
    }
}

extension ConfigurationFile.Interface: Redacted {}
