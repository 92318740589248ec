import FoundationEssentials
import NetmakerCore
import Testing

@testable import NetmakerWG

@Suite struct `What the kernel sets besides forwarding` {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "forwarding-\(UUID())").path

    private func path(_ name: String) -> String { "\(folder)/net/\(name)" }

    private func write(_ values: [String: String]) throws {
        for (name, value) in values {
            let file = path(name)
            let url = URL(filePath: file)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("\(value)\n".utf8).write(to: url)
        }
    }

    private func value(_ name: String) throws -> String {
        String(String(decoding: try Data(contentsOf: URL(filePath: path(name))), as: UTF8.self).prefix(1))
    }

    @Test func `is read, and given back to the interfaces that are still there`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write([
            "ipv4/conf/all/forwarding": "0", "ipv4/conf/all/accept_redirects": "0", "ipv4/conf/br0/forwarding": "1",
            "ipv4/conf/default/forwarding": "0", "ipv4/conf/gone/forwarding": "1", "ipv6/conf/all/forwarding": "1",
            "ipv6/conf/default/forwarding": "1", "ipv6/conf/all/accept_redirects": "0",
        ])
        let (v4, v6) = (
            ForwardingSwitch.settings(.ipv4, in: folder), ForwardingSwitch.settings(.ipv6, in: folder)
        )
        #expect(v4 == ForwardingSettings(interfaces: ["br0", "gone"], acceptsRedirects: false))
        #expect(v6 == ForwardingSettings(interfaces: ["default"]))
        try write([
            "ipv4/conf/all/accept_redirects": "1", "ipv4/conf/br0/forwarding": "0",
            "ipv6/conf/default/forwarding": "0", "ipv6/conf/all/accept_redirects": "1",
        ])
        try FileManager.default.removeItem(atPath: path("ipv4/conf/gone"))
        try ForwardingSwitch.restore(v4, .ipv4, in: folder)
        try ForwardingSwitch.restore(v6, .ipv6, in: folder)
        #expect(ForwardingSwitch.settings(.ipv4, in: folder) == .init(interfaces: ["br0"], acceptsRedirects: false))
        #expect(ForwardingSwitch.settings(.ipv6, in: folder) == v6)
        #expect(try value("ipv4/conf/default/forwarding") == "0" && value("ipv6/conf/all/accept_redirects") == "1")
    }

    @Test func `leads out of its folder nowhere`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write(["ipv4/other/forwarding": "0", "ipv4/conf/all/forwarding": "0"])
        try ForwardingSwitch.restore(.init(interfaces: ["../other"]), .ipv4, in: folder)
        #expect(try value("ipv4/other/forwarding") == "0")
        #expect(ForwardingSwitch.settings(.ipv6, in: folder) == .init(interfaces: []))
    }
}
