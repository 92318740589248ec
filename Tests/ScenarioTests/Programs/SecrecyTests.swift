import Foundation
import Glibc
import Subprocess
import Testing

extension `The programs` {
    @Test func `say no secret, however much they log, and keep each where it belongs`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            // Everything that is started runs at its most talkative, and would tell of a crash all there is to tell.
            let crashing: [Environment.Key: String] = [
                "SWIFT_BACKTRACE": "enable=yes,color=no,symbolicate=off,threads=all"
            ]
            let commandLines = CommandLines()
            async let _ = commandLines.watch()
            let server = try await mesh.startServer(logLevel: "trace", environment: crashing)
            var planted = [Planted(name: "setup code", text: try line(mesh.setupCodeFile))]
            planted.append(
                Planted(name: "password", text: try line(mesh.passwordFile), owners: [mesh.passwordFile]))
            // Who mistypes a password has nearly told it.
            let wrongFile = mesh.world.folder + "/wrong-password"
            try Data("trustworthy ox charger paperclip\n".utf8).write(to: URL(filePath: wrongFile))
            planted.append(Planted(name: "wrong password", text: try line(wrongFile), owners: [wrongFile]))
            var said = [try await mesh.setUp()]
            try await mesh.createNetwork()
            let key = try await mesh.createKey()
            planted += [
                Planted(name: "access key", text: key.key),
                Planted(name: "token", text: key.token, owners: [mesh.tokenFile(key)]),
            ]
            var agents: [Program] = []
            // One is given the token in its environment, as scripts do.
            said.append(try await mesh.join(mesh.machines[0], with: key, "--log-level", "trace"))
            said.append(
                try await mesh.machines[1].namespace.run(
                    [Installation.program("netclient"), "join", "--daemon", "off", "--log-level", "trace"],
                    environment: ["NETCLIENT_TOKEN": key.token]))
            for machine in mesh.machines {
                agents.append(try await machine.startAgent(logLevel: "trace", environment: crashing))
            }
            try await mesh.allHaveEverything()
            try await mesh.machines[0].reaches("10.20.0.2")
            for machine in mesh.machines { planted += try secrets(of: machine) }
            planted += try secrets(of: mesh)
            #expect(said.allSatisfy { $0.exitStatus == 0 })

            // A life with all there is: changes, questions, a rotated key, a bad login.
            let life = [
                try await mesh.nmctl("node", "update", "mesh", "node2", "--port", "51900", "--wait"),
                try await mesh.nmctl("key", "list", "mesh", "-o", "json"),
                try await mesh.nmctl("context", "show", "-o", "json"),
                try await mesh.nmServer("tls", "rotate"),
                try await mesh.machines[0].netclient("status", "-o", "json", "--log-level", "trace"),
                try await mesh.machines[0].netclient("pull", "--log-level", "trace"),
            ]
            for outcome in life { #expect(outcome.exitStatus == 0, "\(outcome.command)") }
            let badLogin = try await mesh.nmctl("login", "--user", "admin", "--password-file", wrongFile)
            #expect(badLogin.exitStatus == 3)
            said += life + [badLogin]
            planted += try secrets(of: mesh).filter { new in !planted.contains { $0.text == new.text } }
            #expect(planted.allSatisfy { $0.text.utf8.count >= 16 })
            #expect(Set(planted.map(\.text)).count == 12)

            var places = try await processes(of: mesh)
            places += try await answers(of: mesh, to: planted)
            let metrics = try await mesh.world.router.run(["curl", "--silent", "http://127.0.0.1:8082/metrics"])
                .printed()
            places.append(Searched("the metrics", metrics, sign: "netmaker_agents_connected 2"))
            places += said.map { Searched($0.command, $0.output + $0.complaints + $0.command, sign: "n") }

            // The end of it all: a machine leaves, the other's agent and the server crash.
            places += try kept(by: mesh, and: mesh.machines)
            let leave = try await mesh.machines[1].netclient("leave", "-n", "mesh", "--log-level", "trace")
            #expect(leave.exitStatus == 0)
            #expect(try await agents[1].ended() == 0)
            places.append(Searched(leave.command, leave.output + leave.complaints, sign: "n"))
            for (program, number) in [(agents[0], SIGSEGV), (server, SIGABRT)] {
                // One that is sent, not met, is told of and survived.
                program.signal(number)
                try await program.says("Backtrace took", within: .seconds(60))
                #expect(try await program.stop(SIGKILL) == nil)
            }
            places += try kept(by: mesh, and: [mesh.machines[0]])
            let seen = commandLines.text
            #expect(seen.contains("netclient join ") && seen.contains("nm-server tls rotate "))
            places.append(Searched("the command lines", seen, sign: "nmctl setup "))
            places.append(try Searched(file: server.log, sign: " trace "))
            places += try agents.map { try Searched(file: $0.log, sign: "In step with the server") }

            for place in places {
                #expect(place.holds(place.sign), "the search finds nothing in \(place.name)")
                for secret in planted where !secret.owners.contains(place.name) {
                    // The name, not the secret: what a test says is read by many.
                    let isFound = secret.shapes.contains { place.holds($0) }
                    #expect(!isFound, "\(secret.name) in \(place.name)")
                }
            }
        }
    }

    /// What the machine keeps, in the files that are for it.
    private func secrets(of machine: WorldMachine) throws -> [Planted] {
        let (wgkey, nettoken) = (
            machine.outside("/etc/netclient/wgkey-mesh"), machine.outside("/etc/netclient/nettoken-mesh")
        )
        let identity = try text(nettoken).split(separator: "\n").first { $0.contains("\"identity\"") }
        let secrets = [
            Planted(name: "\(machine.name)'s private key", text: try line(wgkey), owners: [wgkey]),
            Planted(
                name: "\(machine.name)'s identity",
                text: try #require(identity?.split(separator: "\"").dropFirst(3).first.map(String.init)),
                owners: [nettoken]),
        ]
        for secret in secrets {
            for owner in secret.owners {
                #expect(try Searched(file: owner, sign: "").holds(secret.text), "\(owner) keeps \(secret.name)")
                #expect(try mode(of: owner) == 0o600, "\(owner)")
            }
        }
        return secrets
    }

    /// The session of the operator's, and the server's keys.
    private func secrets(of mesh: Mesh) throws -> [Planted] {
        let session = try text(mesh.contextFile).split(separator: "\n").first { $0.contains("\"token\"") }?
            .split(separator: "\"").last { $0.utf8.count >= 16 }
        var secrets = [
            Planted(
                name: "session token", text: String(try #require(session)), owners: [mesh.contextFile])
        ]
        for file in try files(below: mesh.dataDirectory + "/tls") {
            #expect(try mode(of: file) == 0o600, "\(file)")
            // The line of the key that holds its secret number: the first is the same for every key of its kind.
            let lines = try text(file).split(separator: "\n")
            guard let begin = lines.firstIndex(where: { $0.contains("BEGIN") && $0.contains("PRIVATE KEY") }) else {
                continue
            }
            secrets.append(Planted(name: "TLS key in \(file)", text: String(lines[begin + 1]), owners: [file]))
        }
        return secrets
    }

    /// What the processes that stay show.
    private func processes(of mesh: Mesh) async throws -> [Searched] {
        let environments = try await mesh.world.router.shell(
            "cat /proc/[0-9]*/environ 2>/dev/null | tr '\\0' ' ' || true")
        let limits = try await mesh.world.router.shell(
            """
            for process in /proc/[0-9]*; do
                case $(tr '\\0' ' ' <$process/cmdline) in
                    *nm-server\\ * | *netclient\\ daemon* | *wireguard-go\\ *) grep 'Max core file size' $process/limits ;;
                esac
            done
            """)
        // The server, two agents, two userspace implementations: none leaves a picture of its memory. With a limit of 0
        // the kernel still hands one to a program that collects them, from 2 on it writes the smallest.
        let isBare = limits.split(separator: "\n").filter {
            $0.split(separator: " ").dropFirst(4).prefix(2) == ["1", "1"]
        }
        #expect(isBare.count == limits.split(separator: "\n").count && isBare.count >= 5, "\(limits)")
        return [
            Searched("the environments", environments, sign: "SWIFT_BACKTRACE=")
        ]
    }

    /// What the server answers to who puts a secret where it does not belong.
    private func answers(of mesh: Mesh, to planted: [Planted]) async throws -> [Searched] {
        let session = try #require(planted.first { $0.name == "session token" }).text
        let file = mesh.world.folder + "/questions"
        var places: [Searched] = []
        for secret in planted where !secret.name.hasSuffix("password") {
            // From a file, so that no command line holds what is looked for.
            let questions = Question.all(about: secret.text, session: session, at: mesh.url)
            let common = ["silent", "include", "insecure", "max-time = 20"]
            let lines = questions.map { ($0.lines + common).joined(separator: "\n") }.joined(separator: "\nnext\n")
            try Data(lines.utf8).write(to: URL(filePath: file))
            let answer = try await mesh.world.router.run(["curl", "--config", file])
            let refusals = answer.output.components(separatedBy: "HTTP/1.1 4").count - 1
            #expect(refusals == questions.count, "\(secret.name): \(answer.complaints)")
            places.append(
                Searched("the answers about \(secret.name)", answer.output + answer.complaints, sign: "\"remedy\""))
        }
        try FileManager.default.removeItem(atPath: file)
        return places
    }

    /// All that is on disk: the server's folder, database and write-ahead log included, and the machines' that are in.
    private func kept(by mesh: Mesh, and machines: [WorldMachine]) throws -> [Searched] {
        let signs = ["netmaker.sqlite": "SQLite format 3", "netmaker.sqlite-wal": "mesh"]
        var places: [Searched] = []
        let folders = machines.flatMap { [$0.outside("/etc/netclient"), $0.outside("/run")] }
        for folder in [mesh.dataDirectory] + folders {
            for file in try files(below: folder) {
                let name = file.split(separator: "/").last.map(String.init) ?? file
                places.append(try Searched(file: file, sign: signs[name] ?? ""))
            }
        }
        #expect(places.contains { $0.name.hasSuffix("/netmaker.sqlite-wal") })
        #expect(places.count { $0.name.hasSuffix("/netconfig-mesh") } == machines.count)
        return places
    }

    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    private func line(_ path: String) throws -> String { try text(path).filter { $0 != "\n" } }

    private func mode(of path: String) throws -> mode_t {
        var status = stat()
        try #require(stat(path, &status) == 0)
        return status.st_mode & 0o777
    }
}
