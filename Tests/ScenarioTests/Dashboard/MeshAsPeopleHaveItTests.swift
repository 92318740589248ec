import FoundationEssentials
import Glibc
import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    /// A mesh with a place of each kind, as it is pictured for who reads of it. `NM_SCREENSHOTS` names a folder, in which
    /// the pictures are left.
    @Test func `a mesh with gateways, phones and a machine that is off is seen as it is`() async throws {
        let names = ["berlin", "lisbon", "office", "warehouse", "web", "db", "backup", "ci"]
        let network = Mesh.network
        try await Mesh.running(machines: names.count) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            var agents = try await mesh.joinAll()
            for (machine, name) in zip(mesh.machines, names) {
                _ = try await mesh.nmctl(["node", "update", network, machine.name, "--name", name]).printed()
            }
            for command in [
                ["gateway", "ingress", "set", network, "office"],
                ["gateway", "egress", "set", network, "warehouse", "--range", "192.168.40.0/24"],
                ["client", "create", network, "phone", "--gateway", "office", "-o", "json"],
                ["client", "create", network, "tablet", "--gateway", "office", "-o", "json"],
            ] {
                _ = try await mesh.nmctl(command).printed()
            }
            try await mesh.allHaveEverything()
            try await agents.removeLast().stop()
            try await Browser.running(at: mesh) { browser in
                try await Dashboard.signIn(browser, mesh)
                let folder = getenv("NM_SCREENSHOTS").map { String(cString: $0) } ?? mesh.world.folder
                func picture(_ name: String) async throws {
                    let bytes = try await browser.picture()
                    try Data(bytes).write(to: URL(filePath: "\(folder)/mesh-\(name).png"))
                }
                try await browser.size(1280, 960, phone: false)
                try await Dashboard.show("#/networks/\(network)", in: browser)
                for name in names + ["phone", "tablet"] { try await browser.reads(name) }
                try await browser.reads("7 of 8 nodes online")
                try await picture("picture")
                try await browser.prefer(.dark)
                try await Dashboard.show("#/networks/\(network)/nodes", in: browser)
                try await browser.reads("7 of 8 online")
                try await picture("nodes")
                try await browser.size(390, 844, phone: true)
                try await Dashboard.show("#/networks/\(network)/nodes/warehouse", in: browser)
                try await browser.reads("192.168.40.0/24")
                try await picture("node-on-a-phone")
                try browser.isClean()
            }
            for agent in agents { try await agent.stop() }
        }
    }
}
