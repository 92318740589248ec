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

    /// Deletes an access key: it admits nobody from now on. Nodes it admitted stay.
    ///
    /// - Parameter ifMatch: the revision the order is based on; nil when it does not matter.
    public func deleteAccessKey(
        _ key: AccessKeyReference, of network: NetworkName, ifMatch: Revision? = nil
    ) async throws(APIError) {
        try await exchange(.delete, .accessKey(key, of: network), ifMatch: ifMatch)
    }
}
