internal import HTTPTypes
internal import NetmakerCore

extension APIOperation {
    static let accessKeys = [listAccessKeys, createAccessKey, deleteAccessKey]

    public static let listAccessKeys = APIOperation(
        "listAccessKeys", .get, "/api/v1/networks/{network}/keys", "Lists a network's access keys.",
        parameters: Parameter.page(by: AccessKeyName.self),
        answers: .ok(Listing<AccessKeyResource>.self))

    public static let createAccessKey = APIOperation(
        "createAccessKey", .post, "/api/v1/networks/{network}/keys",
        "Makes an access key, whose secret is in this answer and nowhere else.", takes: CreateAccessKeyRequest.self,
        answers: .createdWithSecret(CreatedAccessKeyResource.self, .tag, .networkRevision))

    public static let deleteAccessKey = APIOperation(
        "deleteAccessKey", .delete, "/api/v1/networks/{network}/keys/{accessKey}",
        "Deletes an access key. The nodes it admitted stay.", answers: .done(.networkRevision))
}
