internal import Netlink
public import NetmakerCore

/// Something that happened to an interface of a machine.
public enum InterfaceEvent: Hashable, Sendable {
    /// It is there.
    case appeared(NetworkInterface)
    /// It has another name or MTU, or has come up or gone down.
    case changed(NetworkInterface, from: NetworkInterface)
    /// It is there no more; its addresses vanished before.
    case vanished(NetworkInterface)
    /// It has an address.
    case addressAppeared(InterfaceAddress, on: NetworkInterface)
    /// It has an address no more.
    case addressVanished(InterfaceAddress, on: NetworkInterface)
}

extension InterfaceEvent {
    /// In the order in which the kernel would have told them, the new before the old goes.
    static func events(of difference: InterfaceDifference) -> [InterfaceEvent] {
        let former = difference.former.map { NetworkInterface($0.link) }
        let current = difference.current.map { NetworkInterface($0.link) }
        let formerAddresses = Set(difference.former?.addresses.compactMap(InterfaceAddress.init) ?? [])
        let currentAddresses = Set(difference.current?.addresses.compactMap(InterfaceAddress.init) ?? [])

        var events: [InterfaceEvent] = []
        switch (former, current) {
        case (nil, let current?): events.append(.appeared(current))
        case (let former?, let current?) where former != current: events.append(.changed(current, from: former))
        default: break
        }
        if let interface = current ?? former {
            events += currentAddresses.subtracting(formerAddresses).sorted()
                .map { .addressAppeared($0, on: interface) }
            events += formerAddresses.subtracting(currentAddresses).sorted()
                .map { .addressVanished($0, on: interface) }
        }
        if current == nil, let former { events.append(.vanished(former)) }
        return events
    }
}
