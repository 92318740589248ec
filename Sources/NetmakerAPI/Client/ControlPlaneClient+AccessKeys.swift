internal import HTTPTypes
public import NetmakerCore

extension ControlPlaneClient {
    /// A network's access keys, in the order of their names, without their secrets.
    public func accessKeys(of network: NetworkName) async throws(APIError) -> [AccessKeyResource] {
        try await ask(.get, .accessKeys(of: network), for: Listing<AccessKeyResource>.self).items
    }

    /// Makes an access key. Its secret is in this answer and nowhere else.
    public func createAccessKey(
        of network: NetworkName, _ request: CreateAccessKeyRequest
    ) async throws(APIError) -> CreatedAccessKeyResource {
        try await ask(.post, .accessKeys(of: network), body: request, for: CreatedAccessKeyResource.self)
    }

    /// One access key, without its secret.
    public func accessKey(
        _ key: AccessKeyReference, of network: NetworkName
    ) async throws(APIError) -> AccessKeyResource {
        try await ask(.get, .accessKey(key, of: network), for: AccessKeyResource.self)
    }

    /// Changes an access key, but for its secret. Nodes it admitted keep what it gave them.
    ///
    /// - Parameter ifMatch: the revision the change is based on; nil when it does not matter.
    public func updateAccessKey(
        _ key: AccessKeyReference, of network: NetworkName, with request: UpdateAccessKeyRequest,
        ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<AccessKeyResource> {
        try await change(
            .patch, .accessKey(key, of: network), ifMatch: ifMatch, body: request, for: AccessKeyResource.self)
    }

    /// Deletes an access key: it admits nobody from now on. Nodes it admitted stay.
    ///
    /// - Parameter ifMatch: the revision the order is based on; nil when it does not matter.
    public func deleteAccessKey(
        _ key: AccessKeyReference, of network: NetworkName, ifMatch: Revision? = nil
    ) async throws(APIError) {
        try await exchange(.delete, .accessKey(key, of: network), ifMatch: ifMatch)
    }
}
