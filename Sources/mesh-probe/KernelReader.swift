import Netlink
import NetmakerCore
import NetmakerWG

/// Reads the kernel's device in a machine's network namespace.
struct KernelReader: DeviceReader {
    private let device: any WireGuardDevice

    init(_ machine: Machine, _ interface: InterfaceName) async throws {
        let namespace = NetworkNamespace(path: "/proc/\(machine.process)/ns/net")
        device = try await KernelBackend(in: namespace).open(interface).device
    }

    func meets(_ condition: Condition) async throws -> Bool {
        let peer = try await device.state().peers[condition.peer]
        return switch condition {
        case .absent: peer == nil
        case .present: peer != nil
        case .endpoint(_, let endpoint): peer?.endpoint?.endpoint == endpoint
        }
    }
}
