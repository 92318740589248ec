internal import NetmakerCore

extension APIOperation {
    /// What may stand for each segment in braces.
    static let segmentSchemas: [String: JSONSchema] = [
        "architecture": AgentArchitecture.schema,
        "network": NetworkName.schema.described("the network's name"),
        "node": NodeReference.schema,
        "record": DNSRecordName.schema,
        "accessKey": AccessKeyReference.schema,
        "client": ClientReference.schema,
        "user": UserName.schema,
        "session": SessionID.schema,
        "token": APITokenReference.schema,
    ]
}
