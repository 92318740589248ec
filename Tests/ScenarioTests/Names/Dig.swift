import Glibc
import Subprocess

/// `dig`, asked about one name at a time.
struct Dig {
    let port: UInt16

    /// Whether the programs are there that these tests ask.
    static let isInstalled = access("/usr/bin/dig", X_OK) == 0 && access("/usr/sbin/dnsmasq", X_OK) == 0

    /// What it prints.
    func ask(_ arguments: String...) async throws -> String {
        let server = ["@127.0.0.1", "-p", "\(port)", "+time=2", "+tries=2"]
        return try await run(
            .name("dig"), arguments: Arguments(server + arguments), output: .string(limit: 1 << 16)
        ).standardOutput
    }

    /// The answers alone, in order.
    func answers(_ arguments: String...) async throws -> [String] {
        let server = ["@127.0.0.1", "-p", "\(port)", "+time=2", "+tries=2", "+short"]
        return try await run(
            .name("dig"), arguments: Arguments(server + arguments), output: .string(limit: 1 << 16)
        ).standardOutput.split(separator: "\n").map(String.init).sorted()
    }
}
