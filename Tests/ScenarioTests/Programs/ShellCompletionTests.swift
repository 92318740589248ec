import FoundationEssentials
import Glibc
import Subprocess
import Testing

extension `The programs` {
    @Test func `are completed by bash with commands, options, and the names there are`() async throws {
        try await Mesh.running(machines: 1) { mesh in
            let server = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork("harbor", range: "10.10.0.0/16", range6: "fd00:10::/64")
            try await mesh.createNetwork("lab", range: "10.30.0.0/16", range6: "fd00:30::/64")
            _ = try await mesh.nmctl("key", "create", "harbor", "--name", "fleet", "-q").printed()
            let bash = Bash(mesh: mesh)

            #expect(try await bash.completes("nmctl netw") == ["network"])
            #expect(try await bash.completes("nmctl network chan") == ["change-ranges"])
            #expect(try await bash.completes("nmctl network delete --fo") == ["--force"])
            #expect(try await bash.completes("nmctl node list -o ") == ["json", "name", "table", "yaml"])
            #expect(try await bash.completes("nmctl node update harbor web --expires n") == ["never"])
            #expect(try await bash.completes("nmctl network show ").contains("lab"))
            #expect(try await bash.completes("nmctl network show ha") == ["harbor"])
            #expect(try await bash.completes("nmctl key delete harbor f") == ["fleet"])
            #expect(try await bash.completes("nmctl key delete lab f") == [])
            #expect(try await bash.completes("nmctl user delete a") == ["admin"])
            #expect(try await bash.completes("nmctl network list --context 198") == [World.serverAddress])
            #expect(
                try await bash.completes("nmctl login --password-file \(mesh.world.folder)/passw") == [
                    mesh.passwordFile
                ])

            // Where nobody answers there are no names, and nothing is said.
            #expect(try await server.stop() == 0)
            #expect(try await bash.completes("nmctl network show ha") == [])
            try Data("no JSON".utf8).write(to: URL(filePath: mesh.contextFile))
            #expect(try await bash.completes("nmctl network show ha") == [])
            #expect(try await bash.completes("nmctl context use 1") == [])
        }
    }

    @Test(.enabled(if: Installation.fish != nil, "fish is not installed"))
    func `are completed by fish with commands and options`() async throws {
        // Names it asks for at a terminal alone: elsewhere it does not know where the cursor is.
        let fish = try #require(Installation.fish)
        try await Mesh.running(machines: 0) { mesh in
            for (line, word) in [
                ("nmctl netw", "network"), ("nmctl network chan", "change-ranges"),
                ("nmctl network delete --fo", "--force"), ("nmctl node list -o y", "yaml"),
            ] {
                let outcome = try await Bash(mesh: mesh).run([
                    fish, "--no-config", "-c", "source (nmctl completions fish | psub); complete -C '\(line)'",
                ])
                let words = try outcome.printed().split(whereSeparator: \.isWhitespace)
                #expect(words.first == word[...], "\(outcome)")
            }
        }
    }

    @Test(.enabled(if: Installation.zsh != nil, "zsh is not installed"))
    func `are completed by zsh with commands and the names there are`() async throws {
        let zsh = try #require(Installation.zsh)
        try await Mesh.running(machines: 0) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork("harbor", range: "10.10.0.0/16", range6: "fd00:10::/64")
            let script = mesh.world.folder + "/session.zsh"
            try Data(Bash.zshSession.utf8).write(to: URL(filePath: script))
            let outcome = try await Bash(mesh: mesh).run([
                "bash", "-euc", "cd; nmctl completions zsh > _nmctl; \(zsh) -n _nmctl; timeout 30 \(zsh) '\(script)'",
            ])
            #expect(try outcome.printed() == "completed\n")
        }
    }
}

extension Installation {
    /// Nil when it is not installed.
    fileprivate static let fish = shell("fish")
    fileprivate static let zsh = shell("zsh")

    private static func shell(_ name: String) -> String? {
        ["/usr/bin", "/bin"].map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }
}

/// A shell of somebody who presses the tabulator key.
private struct Bash: Sendable {
    let mesh: Mesh

    /// What stands in place of the last word then, in order.
    func completes(_ line: String) async throws -> [String] {
        let outcome = try await run(["bash", "-c", Self.script, "bash", line])
        #expect(outcome.complaints == "", "\(line)")
        return try outcome.printed().split(separator: "\n").map(String.init).sorted()
    }

    func run(_ command: [String]) async throws -> CommandOutcome {
        try await mesh.world.router.run(
            command,
            environment: [
                "NMCTL_CONFIG": mesh.contextFile, "HOME": "\(mesh.world.folder)",
                "PATH": "\(Installation.programs):/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            ])
    }

    /// Somebody at a terminal of zsh, who waits for each answer.
    static let zshSession = #"""
        zmodload zsh/zpty
        zpty shell 'TERM=xterm zsh -f -i'
        zpty -w shell 'fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D; echo "be"gun'
        zpty -r shell said '*begun*'
        zpty -n -w shell $'nmctl network show h\t'
        zpty -r shell said '*show harbor*'
        zpty -n -w shell $'\n'
        zpty -r shell said '*answered by*'
        zpty -n -w shell $'nmctl network chan\t'
        zpty -r shell said '*network change-ranges*'
        print completed
        """#

    /// As readline calls a completion function.
    private static let script = """
        [[ -f ~/nmctl.bash ]] || nmctl completions bash > ~/nmctl.bash
        source ~/nmctl.bash
        COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9 COMP_KEY=9
        read -ra COMP_WORDS <<<"$1"
        if [[ $1 == *' ' ]]; then COMP_WORDS+=(''); fi
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _nmctl nmctl "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        if ((${#COMPREPLY[@]})); then printf '%s\\n' "${COMPREPLY[@]}"; fi
        """
}
