import NetmakerWG
import Testing

@Suite(.enabled(if: Machine.hasKernelWireGuard || Machine.hasUserspaceWireGuard, "this machine has no WireGuard"))
struct `The kernel's backend or the userspace's` {
    @Test func `is chosen by what the machine has, and says which it is`() throws {
        switch try Backend.detect().kind {
        case .kernel: #expect(Machine.hasKernelWireGuard)
        case .userspace(let path):
            #expect(!Machine.hasKernelWireGuard)
            #expect(path.hasSuffix("wireguard-go"))
        case .fake: Issue.record("a fake is not for use")
        }
    }
}
