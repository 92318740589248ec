internal import HTTPTypes
public import NetmakerCore

extension ControlPlaneClient {
    /// A network's external clients, in the order of their names.
    public func clients(in network: NetworkName) async throws(APIError) -> [ClientResource] {
        try await ask(.get, .clients(in: network), for: Listing<ClientResource>.self).items
    }

    /// One external client.
    public func client(
        _ client: ClientReference, in network: NetworkName
    ) async throws(APIError) -> ClientResource {
        try await ask(.get, .client(client, in: network), for: ClientResource.self)
    }

    /// Lets a device in by an ingress gateway. The answer alone has the private key, if one was made.
    public func createClient(
        in network: NetworkName, _ request: CreateClientRequest
    ) async throws(APIError) -> Changed<HandedOutClient> {
        try await change(.post, .clients(in: network), ifMatch: nil, body: request, for: HandedOutClient.self)
    }

    /// Changes an external client.
    ///
    /// - Parameter ifMatch: the revision the change is based on; nil when it does not matter.
    public func updateClient(
        _ client: ClientReference, in network: NetworkName, with request: UpdateClientRequest, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<ClientResource> {
        try await change(
            .patch, .client(client, in: network), ifMatch: ifMatch, body: request, for: ClientResource.self)
    }

    /// Deletes an external client: nobody reaches it any more, nor it anybody.
    public func deleteClient(
        _ client: ClientReference, in network: NetworkName, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<Void> {
        try await change(.delete, .client(client, in: network), ifMatch: ifMatch)
    }

    /// What a client's file has to say now, with a placeholder for its private key.
    public func clientFile(
        of client: ClientReference, in network: NetworkName
    ) async throws(APIError) -> ClientFileResource {
        try await ask(.get, .clientFile(of: client, in: network), for: ClientFileResource.self)
    }

    /// Hands a client's file out anew, with another key if the device gets one.
    public func handOutFile(
        of client: ClientReference, in network: NetworkName, _ request: HandOutFileRequest, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<HandedOutClient> {
        try await change(
            .post, .clientFile(of: client, in: network), ifMatch: ifMatch, body: request, for: HandedOutClient.self)
    }
}
