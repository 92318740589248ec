import FoundationEssentials
import Testing

@testable import NetmakerWG

@Suite struct `Interfaces that listen to routers` {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "routers-\(UUID())").path
    private var advertisements: RouterAdvertisements {
        RouterAdvertisements(settings: folder, routes: "\(folder)/routes")
    }

    private func withInterfaces(
        _ settings: [String: String], routes: String, _ body: () throws -> Void
    ) throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (name, value) in settings {
            try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
            try Data("\(value)\n".utf8).write(to: URL(filePath: "\(folder)/\(name)/accept_ra"))
        }
        try Data(routes.utf8).write(to: URL(filePath: "\(folder)/routes"))
        try body()
    }

    private func setting(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "\(folder)/\(name)/accept_ra")), as: UTF8.self)
    }

    /// As the kernel writes them: a default route and a prefix of a router's, a route of somebody's, and one of the
    /// kernel's own.
    private static let routes = """
        00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 \
        00000400 00000001 00000000 00450003     eth0
        20010db8000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 \
        00000100 00000001 00000000 00040001     eth1
        20010db8000100000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 \
        00000400 00000001 00000000 00000001     eth2
        fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 \
        00000100 00000001 00000000 00000001     eth3

        """

    @Test func `are those that have routes of routers and would lose them`() throws {
        try withInterfaces(["eth0": "1", "eth1": "2", "eth2": "1", "eth3": "1"], routes: Self.routes) {
            #expect(advertisements.interfaces() == ["eth0"])
        }
        try withInterfaces(["eth0": "0", "eth1": "1"], routes: Self.routes) {
            #expect(advertisements.interfaces() == ["eth1"])
        }
        #expect(advertisements.interfaces() == [])
    }

    @Test func `are told to go on, and back, and left as somebody else has set them`() throws {
        try withInterfaces(["eth0": "1", "eth1": "0"], routes: "") {
            for name in ["eth0", "eth1", "gone", "../eth0"] {
                try advertisements.listen(on: name, alsoForwarding: true)
            }
            #expect(try ["eth0", "eth1"].map(setting).map { $0.prefix(1) } == ["2", "0"])
            for name in ["eth0", "eth1"] { try advertisements.listen(on: name, alsoForwarding: false) }
            #expect(try ["eth0", "eth1"].map(setting).map { $0.prefix(1) } == ["1", "0"])
        }
    }
}
