internal import NIOCore
public import NetmakerCore

/// The host by which others reach this machine: a name, or an address.
public struct PublicAddress: Hashable, Sendable, CustomStringConvertible {
    public let host: String

    /// - Throws: `ServerError.Code.invalidConfiguration` for anything but a host name or an address.
    public init(parsing text: String) throws(ServerError) {
        do {
            host = try ServerAddress(host: text, port: .netmaker).host
        } catch {
            throw ServerError(
                .invalidConfiguration, setting: "public-address", message: error.message, remedy: error.remedy,
                cause: error)
        }
    }

    public var description: String { host }

    /// The address to use when nobody said which: the only one that is reached from everywhere, else the only private
    /// one; IPv4 before IPv6, since more machines have it.
    ///
    /// - Parameter addresses: those of this machine's interfaces, in any order.
    /// - Throws: `ServerError.Code.invalidConfiguration` when there is none, or more than one to choose from.
    public static func guess(among addresses: [IPAddress]) throws(ServerError) -> PublicAddress {
        let usable = Set(addresses).filter(\.isUnicast).sorted()
        let preferences: [(IPAddress) -> Bool] = [
            { !$0.isPrivate && $0.bitWidth == 32 }, { !$0.isPrivate && $0.bitWidth == 128 },
            { $0.isPrivate && $0.bitWidth == 32 }, { $0.isPrivate && $0.bitWidth == 128 },
        ]
        guard let candidates = preferences.lazy.map({ usable.filter($0) }).first(where: { !$0.isEmpty }) else {
            throw ServerError(
                .invalidConfiguration, setting: "public-address",
                message: "this machine has no address by which others could reach it",
                remedy: "give --public-address with the name or address that agents and browsers will use")
        }
        guard candidates.count == 1 else {
            throw ServerError(
                .invalidConfiguration, setting: "public-address",
                message: "this machine has several addresses: \(candidates.map(\.description).joined(separator: ", "))",
                remedy: "give --public-address with the one, or the name, that agents and browsers will use")
        }
        return try PublicAddress(parsing: candidates[0].description)
    }

    /// The same, among the addresses this machine has now.
    public static func guessed() throws(ServerError) -> PublicAddress {
        let devices: [NIONetworkDevice]
        do {
            devices = try System.enumerateDevices()
        } catch {
            throw ServerError(
                .invalidConfiguration, setting: "public-address",
                message: "the addresses of this machine cannot be read: \(error)",
                remedy: "give --public-address with the name or address that agents and browsers will use",
                cause: error)
        }
        return try guess(among: devices.compactMap { $0.address?.ipAddress }.compactMap { try? IPAddress(parsing: $0) })
    }
}
