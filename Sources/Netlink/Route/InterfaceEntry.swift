/// An interface with its addresses.
public struct InterfaceEntry: Hashable, Sendable {
    /// The interface itself.
    public var link: LinkMessage
    /// Its addresses of both families.
    public var addresses: Set<AddressMessage>

    /// An interface.
    public init(link: LinkMessage, addresses: Set<AddressMessage> = []) {
        self.link = link
        self.addresses = addresses
    }
}
