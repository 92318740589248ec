internal import BenchmarkPopulation
internal import NetmakerControl
internal import NetmakerCore

extension Measurement {
    /// What an admin does about custom names.
    static let dns = [
        each("CreateDNSRecord") { scene, number in
            try await scene.perform(
                CreateDNSRecord(network: scene.harbor, name: try name(number), target: try address(number)))
        },
        each("UpdateDNSRecord") { scene, number in
            try await scene.perform(
                UpdateDNSRecord(
                    network: scene.harbor, name: try name(number), target: .node(Population.nodeID(number))))
        },
        each("DeleteDNSRecord") { scene, number in
            try await scene.perform(DeleteDNSRecord(network: scene.harbor, name: try name(number)))
        },
    ]

    private static func name(_ number: Int) throws -> DNSRecordName { try DNSRecordName(parsing: "name-\(number)") }

    private static func address(_ number: Int) throws -> DNSTarget {
        .addresses(try DNSAddresses([try IPAddress(parsing: "192.0.2.\(number)")]))
    }
}
