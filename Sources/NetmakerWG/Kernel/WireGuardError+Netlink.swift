import Glibc
import Netlink
import NetmakerCore

extension WireGuardError {
    /// What a refusal of the kernel means for an interface.
    init(_ error: NetlinkError, interface: InterfaceName) {
        switch (error.code, error.errno) {
        case (.refused, ENODEV):
            self.init(
                .interfaceGone, message: "interface \(interface) does not exist any more",
                remedy: "open it again", cause: error)
        case (.refused, EPERM), (.socket, EPERM):
            self.init(
                .refused, message: error.description,
                remedy: "run as root, or with CAP_NET_ADMIN in this network namespace", cause: error)
        case (.refused, EADDRINUSE):
            self.init(
                .refused, message: error.description,
                remedy: "choose another listen port, or stop the program that has it", cause: error)
        case (.malformed, _):
            self.init(
                .malformed, message: error.description,
                remedy: "report it with the kernel's version: uname -r", cause: error)
        default:
            self.init(
                .refused, message: error.description,
                remedy: "read the interface and plan again; what was sent before the failure stands", cause: error)
        }
    }

    /// What a refusal of the kernel means for a step of a link plan.
    init(_ error: NetlinkError, taking step: LinkChange, of interface: InterfaceName) {
        switch (step, error.code, error.errno) {
        case (.addRoute, .refused, EEXIST):
            self.init(
                .routeExists, message: error.description,
                remedy: "find it with: ip route show table all; remove it, or use another table", cause: error)
        case (.addAddress, .refused, EEXIST):
            self.init(
                .refused, message: error.description,
                remedy: "remove the one with another prefix length first: ip address show dev \(interface)",
                cause: error)
        default: self.init(error, interface: interface)
        }
    }

    /// Another interface has the name that one is to have.
    static func nameTaken(_ name: InterfaceName, for interface: InterfaceName, cause: NetlinkError? = nil) -> Self {
        Self(
            .foreignInterface, message: "interface \(interface) cannot become \(name), which exists",
            remedy: "choose another interface name, or remove it with: ip link delete \(name)", cause: cause)
    }
}
