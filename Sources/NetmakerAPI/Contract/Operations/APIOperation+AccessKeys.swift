internal import HTTPTypes
internal import NetmakerCore

extension APIOperation {
    static let accessKeys = [listAccessKeys, createAccessKey, showAccessKey, updateAccessKey, deleteAccessKey]

    public static let listAccessKeys = APIOperation(
        "listAccessKeys", .get, "/api/v1/networks/{network}/keys", "Lists a network's access keys.",
        parameters: Parameter.page(by: AccessKeyName.self),
        answers: .ok(Listing<AccessKeyResource>.self))

    public static let createAccessKey = APIOperation(
        "createAccessKey", .post, "/api/v1/networks/{network}/keys",
        "Makes an access key, whose secret is in this answer and nowhere else.", takes: CreateAccessKeyRequest.self,
        answers: .createdWithSecret(CreatedAccessKeyResource.self, .tag, .networkRevision))

    public static let showAccessKey = APIOperation(
        "showAccessKey", .get, "/api/v1/networks/{network}/keys/{accessKey}",
        "Shows an access key, without its secret.", answers: .ok(AccessKeyResource.self, .tag))

    public static let updateAccessKey = APIOperation(
        "updateAccessKey", .patch, "/api/v1/networks/{network}/keys/{accessKey}",
        "Changes an access key, but for its secret. The nodes it admitted keep what it gave them.",
        takes: UpdateAccessKeyRequest.self, answers: .ok(AccessKeyResource.self, .tag, .networkRevision))

    public static let deleteAccessKey = APIOperation(
        "deleteAccessKey", .delete, "/api/v1/networks/{network}/keys/{accessKey}",
        "Deletes an access key. The nodes it admitted stay.", answers: .done(.networkRevision))
}
