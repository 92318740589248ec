import NetmakerCore
import NetmakerDNS
import NetmakerTesting

/// The names of a network with the ranges of the samples.
func names(
    in network: String, suffix: String? = nil, machines: [(String, [String])] = [], custom: [(String, [String])] = []
) throws -> NetworkNames {
    var value = Network(
        name: try NetworkName(parsing: network), displayName: network, ranges: Samples.ranges,
        epoch: Epoch(rawValue: 1), createdAt: Samples.time)
    value.dnsSuffix = try suffix.map { try DNSSuffix(parsing: $0) }
    func names(_ texts: [(String, [String])], _ kind: ZoneName.Kind) throws -> [ZoneName] {
        try texts.map { name, addresses in
            ZoneName(
                try DNSRecordName(parsing: name), try addresses.map { try IPAddress(parsing: $0) }.sorted(), kind)
        }
    }
    return NetworkNames(
        zones: value.zones, ranges: value.ranges.all, names: try names(machines, .machine) + names(custom, .custom))
}
