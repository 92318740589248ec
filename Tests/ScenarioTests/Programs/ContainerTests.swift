import Glibc
import Testing

extension `The programs` {
    @Test func `are the first process of a container, and take in whoever lost his parent`() async throws {
        try await Mesh.running(machines: 1) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let machine = mesh.machines[0]
            _ = try await mesh.join(machine, with: try await mesh.createKey()).printed()
            // What carried the tunnel so far is of another container.
            if let process = try machine.wireGuardProcess { kill(process, SIGKILL) }
            let container = try await machine.namespace.start(
                ["unshare", "--pid", "--fork", "--mount-proc", Installation.program("netclient"), "daemon"],
                log: "\(machine.folder)/container.log")
            try await container.says("In step with the server")
            let first = try #require(try children(of: container.process).first)
            #expect(processName(first) == "netclient")

            // The one that carries the tunnel has no parent any more but the first. It ends, and is not kept.
            let carrier = try #require(try machine.wireGuardProcess)
            #expect(try children(of: first).contains(carrier))
            kill(carrier, SIGKILL)
            try await eventually("another carries the tunnel") {
                let present = try machine.wireGuardProcess
                return present != nil && present != carrier
            }
            try await eventually("nothing is left of the one that died") { processName(carrier) == nil }

            kill(first, SIGTERM)
            #expect(try await container.ended() == 0)
            #expect(try container.said.contains("Stopped; the tunnels stay"))
        }
    }
}
