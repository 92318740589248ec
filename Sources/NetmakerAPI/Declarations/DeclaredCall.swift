/// The call of the REST interface that a step makes, about the step's object.
public enum DeclaredCall: Hashable, Sendable {
    case createNetwork(CreateNetworkRequest)
    case updateNetwork(UpdateNetworkRequest)
    case changeRanges(ChangeRangesRequest)
    case deleteNetwork(nodes: ControlPlaneClient.NodesLeft)
    case updateNode(UpdateNodeRequest)
    case setEgress(EgressRequest)
    case removeEgress
    case setIngress(IngressRequest)
    case removeIngress
    case setRelay
    case removeRelay
    case setExtraRanges(ExtraRangesRequest)
    case createClient(CreateClientRequest)
    case updateClient(UpdateClientRequest)
    case deleteClient
    case createDNSRecord(CreateDNSRecordRequest)
    case updateDNSRecord(UpdateDNSRecordRequest)
    case deleteDNSRecord
    case updateUser(UpdateUserRequest)

    /// What becomes of the object.
    public enum Action: String, Hashable, Sendable, Codable {
        case create, update, delete
    }

    public var action: Action {
        switch self {
        case .createNetwork, .createClient, .createDNSRecord: .create
        case .deleteNetwork, .deleteClient, .deleteDNSRecord: .delete
        default: .update
        }
    }

    /// The operation, as the OpenAPI document has it.
    public var operation: APIOperation {
        switch self {
        case .createNetwork: .createNetwork
        case .updateNetwork: .updateNetwork
        case .changeRanges: .changeRanges
        case .deleteNetwork: .deleteNetwork
        case .updateNode: .updateNode
        case .setEgress: .setEgress
        case .removeEgress: .removeEgress
        case .setIngress: .setIngress
        case .removeIngress: .removeIngress
        case .setRelay: .setRelay
        case .removeRelay: .removeRelay
        case .setExtraRanges: .setExtraRanges
        case .createClient: .createClient
        case .updateClient: .updateClient
        case .deleteClient: .deleteClient
        case .createDNSRecord: .createDNSRecord
        case .updateDNSRecord: .updateDNSRecord
        case .deleteDNSRecord: .deleteDNSRecord
        case .updateUser: .updateUser
        }
    }
}
