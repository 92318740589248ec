/// One end of a path as people name it: a node or an external client by its name, id or address, a custom name of the
/// network, or an address or a range that one of its gateways routes. Names may have the network's zone behind them.
public enum PlaceReference: ParsableValue {
    case address(IPAddress)
    case range(IPPrefix)
    /// A name; or an id, which is one as well by its letters.
    case name(DNSRecordName)

    /// - Throws: `ModelError.Code.invalidValue` for what is none of these.
    public init(parsing text: String) throws(ModelError) {
        if let address = IPAddress(ifValid: text) {
            self = .address(address)
        } else if let range = IPPrefix(ifValid: text) {
            self = .range(range)
        } else if let name = DNSRecordName(ifValid: text) {
            self = .name(name)
        } else {
            throw .invalid(
                text, isNot: "a place in a network", field: "place",
                remedy: "give the name of a node or an external client, or an address or a range such as 192.168.1.0/24"
            )
        }
    }

    public var description: String {
        switch self {
        case .address(let address): address.description
        case .range(let range): range.description
        case .name(let name): name.description
        }
    }
}
