internal import HTTPTypes
internal import NetmakerCore

extension APIOperation {
    static let dns = [listDNSRecords, createDNSRecord, showDNSRecord, updateDNSRecord, deleteDNSRecord]

    public static let listDNSRecords = APIOperation(
        "listDNSRecords", .get, "/api/v1/networks/{network}/dns", "Lists a network's custom names.",
        parameters: Parameter.page(by: DNSRecordName.self), answers: .ok(Listing<DNSRecordResource>.self))

    public static let createDNSRecord = APIOperation(
        "createDNSRecord", .post, "/api/v1/networks/{network}/dns", "Adds a name to a network's zone.",
        takes: CreateDNSRecordRequest.self, answers: .created(DNSRecordResource.self, .tag, .networkRevision))

    public static let showDNSRecord = APIOperation(
        "showDNSRecord", .get, "/api/v1/networks/{network}/dns/{record}", "Shows a custom name.",
        answers: .ok(DNSRecordResource.self, .tag))

    public static let updateDNSRecord = APIOperation(
        "updateDNSRecord", .patch, "/api/v1/networks/{network}/dns/{record}",
        "Lets a custom name stand for something else.", takes: UpdateDNSRecordRequest.self,
        answers: .ok(DNSRecordResource.self, .tag, .networkRevision))

    public static let deleteDNSRecord = APIOperation(
        "deleteDNSRecord", .delete, "/api/v1/networks/{network}/dns/{record}",
        "Takes a custom name out of a network's zone.", answers: .done(.networkRevision))
}
