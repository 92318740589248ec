internal import HTTPTypes
public import NetmakerCore

extension ControlPlaneClient {
    /// A network's custom names, in their order.
    public func dnsRecords(of network: NetworkName) async throws(APIError) -> [DNSRecordResource] {
        try await ask(.get, .dnsRecords(of: network), for: Listing<DNSRecordResource>.self).items
    }

    /// One custom name.
    public func dnsRecord(_ name: DNSRecordName, of network: NetworkName) async throws(APIError) -> DNSRecordResource {
        try await ask(.get, .dnsRecord(name, of: network), for: DNSRecordResource.self)
    }

    /// Adds a name to a network's zone. Every node is told.
    public func createDNSRecord(
        of network: NetworkName, _ request: CreateDNSRecordRequest
    ) async throws(APIError) -> Changed<DNSRecordResource> {
        try await change(.post, .dnsRecords(of: network), body: request, for: DNSRecordResource.self)
    }

    /// Lets a custom name stand for something else. Every node is told.
    ///
    /// - Parameter ifMatch: the revision the change is based on; nil when it does not matter.
    public func updateDNSRecord(
        _ name: DNSRecordName, of network: NetworkName, with request: UpdateDNSRecordRequest, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<DNSRecordResource> {
        try await change(
            .patch, .dnsRecord(name, of: network), ifMatch: ifMatch, body: request, for: DNSRecordResource.self)
    }

    /// Takes a custom name out of a network's zone. Every node is told.
    ///
    /// - Parameter ifMatch: the revision the order is based on; nil when it does not matter.
    public func deleteDNSRecord(
        _ name: DNSRecordName, of network: NetworkName, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<Void> {
        try await change(.delete, .dnsRecord(name, of: network), ifMatch: ifMatch)
    }
}
