import Glibc
import Netlink
import Testing

@testable import NetmakerWG

@Suite(
    .enabled(
        if: Machine.hasKernelWireGuard && Machine.mayMakeNamespaces,
        "this kernel has no WireGuard, or this is not root: Scripts/test runs it in Scripts/kernel-vm"))
struct `Kernel WireGuard that is asked what it knows` {
    @Test func `refuses flags of allowed IPs that mean nothing`() async throws {
        try await OneMachine.running(interfaces: 0) { machine in
            let name = try interface("nm-asked")
            let device = try await KernelBackend(in: machine.namespace).open(name).device
            let connection = try NetlinkConnection(.generic, inNamespaceAt: machine.namespace.path)
            let family = try #require(try KernelBackend.family(over: connection))
            let encoder = DeviceEncoder(family: family, interface: name)
            let error = #expect(throws: NetlinkError.self) {
                try connection.perform(try encoder.nonsense(of: try publicKey(1)), "ask")
            }
            #expect(error?.errno == EINVAL || error?.errno == EOPNOTSUPP)
            #expect(try await device.state().peers.values.map(\.allowedIPs) == [[]])
        }
    }
}
