internal import NetmakerCore

extension ConfigurationFile.Interface {
    init(_ section: ConfigurationSection) throws(ConfigurationFileError) {
        self.init(
            privateKey: try section.secret(.privateKey) { bytes throws(ModelError) in try PrivateKey(bytes: bytes) })
        listenPort = try section.value(.listenPort) { text throws(ModelError) in
            text == "0" ? nil : try ListenPort(parsing: text)
        }.flatMap(\.self)
        firewallMark = try section.value(.firewallMark) { text throws(ModelError) in
            FirewallMark(try Self.mark(text))
        }.flatMap(\.self)
        addresses = try section.items(.address) { text throws(ModelError) in
            let (address, length) = try AddressText.split(text)
            return try InterfaceAddress(address: address, prefixLength: length)
        }.map(\.value)
        for (item, _) in try section.items(.dns, NameService.init(_:)) {
            switch item {
            case .server(let address): nameServers.append(address)
            case .domain(let domain): searchDomains.append(domain)
            }
        }
        mtu = try section.value(.mtu) { text throws(ModelError) in try MTU(parsing: text) }
        table = try section.value(.table, Self.table) ?? .automatic
        preUp = try section.values(.preUp, HookCommand.init(parsing:)).map(\.value)
        postUp = try section.values(.postUp, HookCommand.init(parsing:)).map(\.value)
        preDown = try section.values(.preDown, HookCommand.init(parsing:)).map(\.value)
        postDown = try section.values(.postDown, HookCommand.init(parsing:)).map(\.value)
        onDown = try section.value(.saveConfig, Self.onDown) ?? .keepFile
    }

    /// One item of a list of name servers and domains, told apart as `wg-quick` does it: what consists of digits and
    /// dots, or has a colon, is an address.
    private enum NameService {
        case server(IPAddress), domain(SearchDomain)

        init(_ text: String) throws(ModelError) {
            let isAddress = text.contains(":") || text.utf8.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") }
            self = isAddress ? .server(try IPAddress(parsing: text)) : .domain(try SearchDomain(parsing: text))
        }
    }

    private static func mark(_ text: String) throws(ModelError) -> UInt32 {
        if text.lowercased() == "off" { return 0 }
        let isHexadecimal = text.hasPrefix("0x")
        let digits = isHexadecimal ? text.dropFirst(2) : text[...]
        // No sign, which the initializer would take.
        guard digits.first != "+", digits.first != "-", let number = UInt32(digits, radix: isHexadecimal ? 16 : 10)
        else {
            throw ModelError(
                .invalidValue, message: "\"\(ShownText(text))\" is not a mark",
                remedy: "give off, or a number up to 4294967295, such as 51820 or 0xca6c")
        }
        return number
    }

    private static func table(_ text: String) throws(ModelError) -> ConfigurationFile.Table {
        switch text {
        case "auto": return .automatic
        case "off": return .off
        default:
            guard let number = Decimal.parse(text, maximum: UInt32.max), number != 0 else {
                throw ModelError(
                    .invalidValue, message: "\"\(ShownText(text))\" is not a routing table",
                    remedy: "give auto, off, or a number of 1 to 4294967295; the main table is 254")
            }
            return .number(RouteTable(rawValue: number))
        }
    }

    private static func onDown(_ text: String) throws(ModelError) -> ConfigurationFile.OnDown {
        switch text.lowercased() {
        case "true": return .saveInterface
        case "false": return .keepFile
        default:
            throw ModelError(
                .invalidValue, message: "\"\(ShownText(text))\" is neither true nor false",
                remedy: "give one of the two")
        }
    }
}

extension ConfigurationFile.Peer {
    /// The peer, and its prefixes with the lines they stand in.
    static func reading(
        _ section: ConfigurationSection
    ) throws(ConfigurationFileError) -> (peer: Self, prefixes: [(value: IPPrefix, line: Int)]) {
        let key = try section.secret(.publicKey) { bytes throws(ModelError) in try PublicKey(bytes: bytes) }
        guard let key else {
            throw section.missing(.publicKey, "add PublicKey = ... with the peer's key as wg pubkey prints it")
        }
        var peer = Self(publicKey: key)
        peer.presharedKey = try section.secret(.presharedKey) { bytes throws(ModelError) -> PresharedKey? in
            // All zeros mean none to WireGuard.
            bytes.contains { $0 != 0 } ? try PresharedKey(bytes: bytes) : nil
        }.flatMap(\.self)
        let prefixes = try section.items(.allowedIPs) { text throws(ModelError) in
            let (address, length) = try AddressText.split(text)
            return try IPPrefix(containing: address, length: length)
        }
        peer.allowedIPs = AllowedIPs(prefixes.map(\.value))
        peer.endpoint = try section.value(.endpoint) { text throws(ModelError) in try WrittenEndpoint(parsing: text) }
        peer.persistentKeepalive =
            try section.value(.persistentKeepalive) { text throws(ModelError) in
                try PersistentKeepalive(parsing: text.lowercased() == "off" ? "off" : text)
            } ?? .off
        return (peer, prefixes)
    }
}

/// An address with or without a length.
private enum AddressText {
    /// - Returns: the length of the whole address where none is given.
    static func split(_ text: String) throws(ModelError) -> (address: IPAddress, length: Int) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let address = try IPAddress(parsing: String(parts.first ?? ""))
        guard parts.count == 2 else { return (address, address.bitWidth) }
        guard let length = Decimal.parse(parts[1], maximum: address.bitWidth) else {
            throw ModelError(
                .invalidValue, message: "\"\(ShownText(text))\" has no length that such an address can have",
                remedy: "give up to \(address.bitWidth) bits, such as \(address)/\(address.bitWidth)")
        }
        return (address, length)
    }
}
