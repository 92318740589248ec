import Glibc
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

/// What holds of plans on the fake, shown of the kernel's devices, several in one namespace: from whatever a device was
/// before to whatever is wanted next, and said by `wg` itself.
@Suite(
    .serialized,
    .enabled(
        if: Machine.hasKernelWireGuard && Machine.mayMakeNamespaces,
        "this kernel has no WireGuard, or this is not root: Scripts/test runs it in Scripts/kernel-vm"))
struct `The kernel's device follows its plans` {
    /// How many transitions in all.
    private static let pairs = getenv("NETMAKER_PAIRS").flatMap { Int(String(cString: $0)) } ?? 300
    private static let seed = getenv("NETMAKER_SEED").flatMap { UInt64(String(cString: $0)) } ?? 1
    private static let devices = 10

    private struct Subject {
        let name: InterfaceName
        let device: any WireGuardDevice
        /// What the plans made of it, by the model that the fake is made of.
        var model: DeviceState
    }

    @Test func `from any state to any other`() async throws {
        try await TwoMachines.running { machines in
            let left = machines.left
            var random = try RandomDevices(seed: Self.seed)
            var subjects: [Subject] = []
            for number in 0..<Self.devices {
                let name = try interface("nm-plan\(number)")
                let device = try await KernelBackend(in: left.namespace).open(name).device
                subjects.append(Subject(name: name, device: device, model: try await device.state()))
            }
            for _ in 0..<(max(Self.pairs, Self.devices) / Self.devices) {
                var shown: [String: [[String]]] = [:]
                for index in subjects.indices {
                    let wanted = try random.configuration()
                    let plan = DevicePlan(from: subjects[index].model, to: wanted, now: .testNow)
                    try await subjects[index].device.apply(plan)
                    subjects[index].model.apply(plan)
                    let reached = try await subjects[index].device.state()
                    #expect(reached.mismatch(with: wanted) == nil)
                    #expect(DevicePlan(from: reached, to: wanted, now: .testNow).isEmpty)
                    #expect(SystemView.dump(of: reached) == SystemView.dump(of: subjects[index].model))
                    shown[subjects[index].name.description] = SystemView.dump(of: reached)
                }
                let said = SystemView.dumps(parsing: try await left.shell("wg show all dump"))
                try #require(said == shown, "seed \(Self.seed)")
            }
        }
    }
}
