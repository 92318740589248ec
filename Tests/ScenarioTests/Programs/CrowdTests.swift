import Glibc
import Testing

extension `The programs` {
    /// What a service may have open by default is little; less still here, so that the crowd need not be large.
    @Test func `serve although more connections say nothing than the server may have open at its start`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            _ = try await mesh.startServer(under: ["prlimit", "--nofile=128:4096"])
            _ = try await mesh.setUp().printed()
            for port in [8081, 50051] {
                let crowd = try await mesh.machines[0].namespace.start(
                    [
                        "bash", "-euc",
                        """
                        for number in {1..200}; do exec {connection}<>/dev/tcp/\(World.serverAddress)/\(port); done
                        echo all there
                        sleep infinity
                        """,
                    ], log: "\(mesh.world.folder)/crowd-\(port).log")
                try await crowd.says("all there")
            }
            try await mesh.createNetwork()
            let key = try await mesh.createKey()
            #expect(try await mesh.join(mesh.machines[1], with: key).exitStatus == 0)
        }
    }
}
