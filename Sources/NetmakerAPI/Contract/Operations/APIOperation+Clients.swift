internal import HTTPTypes
internal import NetmakerCore

extension APIOperation {
    static let clients = [
        listClients, createClient, showClient, updateClient, deleteClient, showClientFile, handOutClientFile,
    ]

    public static let listClients = APIOperation(
        "listClients", .get, "/api/v1/networks/{network}/clients", "Lists a network's external clients.",
        parameters: Parameter.page(by: NodeName.self), answers: .ok(Listing<ClientResource>.self))

    public static let createClient = APIOperation(
        "createClient", .post, "/api/v1/networks/{network}/clients",
        "Makes an external client. A key that is made for it is in this answer and nowhere else.",
        takes: CreateClientRequest.self,
        answers: .createdWithSecret(HandedOutClient.self, .tag, .networkRevision))

    public static let showClient = APIOperation(
        "showClient", .get, "/api/v1/networks/{network}/clients/{client}", "Shows an external client.",
        answers: .ok(ClientResource.self, .tag))

    public static let updateClient = APIOperation(
        "updateClient", .patch, "/api/v1/networks/{network}/clients/{client}", "Changes an external client.",
        takes: UpdateClientRequest.self, answers: .ok(ClientResource.self, .tag, .networkRevision))

    public static let deleteClient = APIOperation(
        "deleteClient", .delete, "/api/v1/networks/{network}/clients/{client}", "Deletes an external client.",
        answers: .done(.networkRevision))

    public static let showClientFile = APIOperation(
        "showClientFile", .get, "/api/v1/networks/{network}/clients/{client}/file",
        "Tells what a client's file has to say now, without its private key.",
        answers: .ok(ClientFileResource.self, .tag), problems: [.conflict])

    public static let handOutClientFile = APIOperation(
        "handOutClientFile", .post, "/api/v1/networks/{network}/clients/{client}/file",
        "Hands a client's file out anew. A key that is made for it is in this answer and nowhere else.",
        takes: HandOutFileRequest.self, answers: .ok(HandedOutClient.self, .tag, .networkRevision))
}
