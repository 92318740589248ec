import FoundationEssentials
import Glibc
import Testing

/// systemd-resolved on one machine of a world, with the bus it is spoken to by.
struct Resolved: Sendable {
    let machine: WorldMachine
    private let bus: Program
    private let resolver: Program

    /// Whether the programs are there.
    static let isInstalled =
        access(program, X_OK) == 0 && access("/usr/bin/resolvectl", X_OK) == 0
        && access("/usr/bin/dbus-daemon", X_OK) == 0

    private static let program = "/lib/systemd/systemd-resolved"

    /// Starts both, and has the machine's programs look names up there.
    init(on machine: WorldMachine) async throws {
        self.machine = machine
        try await machine.namespace.shell(
            """
            mkdir -p /run/dbus
            printf 'nameserver 127.0.0.53\\n' >/run/resolv.conf
            mount --bind /run/resolv.conf /etc/resolv.conf
            """)
        bus = try await machine.namespace.start(
            ["dbus-daemon", "--system", "--nofork", "--nopidfile", "--nosyslog"],
            log: "\(machine.folder)/\(machine.name)-bus.log")
        try await eventually("the bus is there") {
            try await machine.namespace.run(["test", "-S", "/run/dbus/system_bus_socket"]).exitStatus == 0
        }
        resolver = try await Self.start(on: machine)
    }

    private init(_ machine: WorldMachine, _ bus: Program, _ resolver: Program) {
        self.machine = machine
        self.bus = bus
        self.resolver = resolver
    }

    private static func start(on machine: WorldMachine) async throws -> Program {
        try await machine.namespace.shell(
            "mkdir -p /run/systemd/resolve && chown systemd-resolve: /run/systemd/resolve")
        let resolver = try await machine.namespace.start(
            [program], log: "\(machine.folder)/\(machine.name)-resolved.log")
        try await eventually("systemd-resolved answers") {
            try await machine.namespace.run(["resolvectl", "status"]).exitStatus == 0
        }
        return resolver
    }

    /// Stops it, has happen what should meanwhile, and starts it again.
    func restarted(after meanwhile: String = ":") async throws -> Resolved {
        try await resolver.stop()
        try await machine.namespace.shell(meanwhile)
        return Resolved(machine, bus, try await Self.start(on: machine))
    }

    /// What `resolvectl` prints of the network's interface.
    func status() async throws -> String {
        try await machine.namespace.run(["resolvectl", "status", "nm-\(Mesh.network)"]).printed()
    }
}

/// What a machine's netclient says of names.
struct NamesView: Decodable {
    struct Names: Decodable {
        let lookup: String
        let address: String?
        let servers: [String]
        let trouble: String?
    }
    let names: Names?
}

extension WorldMachine {
    /// Waits until netclient says that names are looked up so.
    @discardableResult
    func names(areLookedUp lookup: String, within limit: Duration = .seconds(20)) async throws -> NamesView.Names {
        var last: NamesView.Names?
        do {
            try await eventually("\(name) has its names \(lookup)", within: limit) {
                let view: NamesView = try await netclient("status", "-n", Mesh.network, "-o", "json").decoded()
                last = view.names
                return last?.lookup == lookup
            }
        } catch let error as TooLate {
            throw TooLate(description: "\(error), but: \(String(describing: last))")
        }
        return try #require(last)
    }

    /// The address that a program of the machine finds for a name, by the system's own lookup; nil for none.
    func finds(_ name: String, in database: String = "ahostsv4") async throws -> String? {
        let outcome = try await namespace.run(["getent", database, name])
        return outcome.output.split(whereSeparator: \.isWhitespace).first.map(String.init)
    }

    /// What `dig` prints of an answer by the network's own agent, in short.
    func dig(_ arguments: String...) async throws -> [String] {
        try await namespace.run(["dig", "@127.110.0.1", "+short", "+time=2", "+tries=2"] + arguments).output
            .split(separator: "\n").map(String.init)
    }

    /// The code of the answer, as `dig` calls it.
    func digStatus(_ arguments: String...) async throws -> String? {
        let output = try await namespace.run(["dig", "@127.110.0.1", "+time=2", "+tries=2"] + arguments).output
        return output.split(separator: "status: ").dropFirst().first.map { String($0.prefix { $0 != "," }) }
    }
}
