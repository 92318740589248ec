import FoundationEssentials
import Testing

extension `The programs` {
    @Test func `leave nothing of a join that failed`() async throws {
        try await Mesh.running(machines: 1) { mesh in
            let server = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let machine = mesh.machines[0]
            let key = try await mesh.createKey()
            let before = try await traces(of: machine)

            // Refused: the key is not there any more.
            let deleted = try await mesh.createKey()
            _ = try await mesh.nmctl("key", "delete", "mesh", "\(deleted.id)").printed()
            let refused = try await mesh.join(machine, with: deleted)
            #expect(refused.exitStatus == 3, "\(refused)")
            #expect(try await traces(of: machine) == before)

            // The service does not start: the machine leaves again.
            try await machine.namespace.shell(Self.failingSystemd(in: machine.folder))
            let unstarted = try await machine.netclient("join", "--token-file", mesh.tokenFile(key))
            #expect(unstarted.exitStatus == 1, "\(unstarted)")
            #expect(unstarted.complaints.contains("it must not start"), "\(unstarted)")
            #expect(try await traces(of: machine) == before)
            #expect(try await mesh.nodes().isEmpty)
            try await machine.namespace.shell("rm -r /run/systemd")

            // Its addresses are another network's.
            _ = try await mesh.join(machine, with: key).printed()
            try await mesh.createNetwork("lab")
            let member = try await traces(of: machine)
            let overlapping = try await mesh.join(machine, with: try await mesh.createKey(of: "lab"))
            #expect(overlapping.exitStatus == 1, "\(overlapping)")
            #expect(try await traces(of: machine) == member)
            #expect(try await mesh.nodes(of: "lab").isEmpty)
            _ = try await machine.netclient("leave", "-n", "mesh").printed()
            #expect(try await traces(of: machine) == before)

            // Nobody answers.
            #expect(try await server.stop() == 0)
            #expect(try await mesh.join(machine, with: key).exitStatus == 4)
            #expect(try await traces(of: machine) == before)
        }
    }

    /// Everything that netclient could have put on a machine.
    private func traces(of machine: WorldMachine) async throws -> String {
        try await machine.namespace.shell(
            """
            find /etc/netclient /run/netclient /run/wireguard /etc/systemd/system /usr/local/bin/netclient \
                ! -type d 2>/dev/null | sort || true
            ip -j link show | jq -c '.[].ifname'
            ip -j -4 route show table all | jq -c '.[] | [.dst, .table, .dev]'
            ip -j -6 route show table all | jq -c '.[] | select(.dst | startswith("fe80") | not) | [.dst, .table, .dev]'
            ip -j rule show; ip -6 -j rule show
            nft list tables
            """)
    }

    /// Has systemd seem to run a machine, where no service starts.
    private static func failingSystemd(in folder: String) -> String {
        """
        mkdir -p /run/systemd/system
        cat >'\(folder)/systemctl' <<'TEXT'
        #!/bin/sh
        case "$*" in *' start '*) echo 'it must not start' >&2; exit 1 ;; esac
        TEXT
        printf '#!/bin/sh\\nwhile [ "$1" != -- ]; do shift; done\\nshift\\nexec "$@"\\n' >'\(folder)/systemd-run'
        for tool in systemctl systemd-run; do
            chmod +x "\(folder)/$tool"
            mount --bind "\(folder)/$tool" "$(command -v "$tool")"
        done
        """
    }
}
