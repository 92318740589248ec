import Glibc
import Subprocess
import SystemPackage
import Testing

/// Names on a machine that systemd has booted, with the kernel's own WireGuard: what plain processes cannot show.
@Suite(.timeLimit(.minutes(10)), .enabled(if: BootedNames.isPossible, "needs root and systemd's packages"))
struct `Names under a real systemd` {
    @Test func `are found by programs, with the server gone as well, and by none after the machine has left`()
        async throws
    {
        let scratch = try ScratchFolder.make("nm-names-vm")
        defer { scratch.remove() }
        let result = try await run(
            .path(FilePath(BootedNames.runner)),
            arguments: ["-t", "240", "-i", "\(scratch.path)/disk", "-c", BootedNames.script], input: .none,
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        let outcome = CommandOutcome(
            command: "kernel-vm", status: result.terminationStatus, output: result.standardOutput,
            complaints: result.standardError)
        let said = try outcome.printed()
        print(said)
        for line in [
            "lookup: pointed 127.110.0.1:53 kernel WireGuard", "getent: 10.20.0.1", "getent 6: fd00:20::1",
            "getent -x: node1.mesh", "dig: 10.20.0.1", "dig -x: node1.mesh.", "custom: 192.0.2.9",
            "server gone: 192.0.2.9", "resolved restarted: 192.0.2.9", "left: nothing", "links told: 0",
        ] {
            #expect(said.contains(line + "\n"), "\(line)")
        }
        let status = said.split(separator: "told: ", maxSplits: 1).dropFirst().first ?? ""
        #expect(status.contains("-DefaultRoute") && status.contains("DNS Servers: 127.110.0.1"))
        #expect(status.contains("~mesh ~20.10.in-addr.arpa"))
    }
}

/// What is run there: a server, the machine that joins it, and systemd-resolved as its unit starts it.
private enum BootedNames {
    static let runner = "\(Installation.programs)/../../../Scripts/kernel-vm"

    static let isPossible =
        geteuid() == 0 && getenv("NM_KERNEL_VM") == nil && access(runner, X_OK) == 0
        && access("/lib/systemd/systemd", X_OK) == 0 && Resolved.isInstalled

    static let script = """
        set -euo pipefail
        PATH=$PATH:'\(Installation.programs)'
        export NMCTL_CONFIG=/run/contexts
        ip link add public type dummy
        ip address add 198.51.100.1/24 dev public
        ip link set public up
        systemctl start systemd-resolved
        printf 'nameserver 127.0.0.53\\n' >/run/resolv.conf
        mount --bind /run/resolv.conf /etc/resolv.conf
        nm-server --data-dir /srv/server --public-address 198.51.100.1 >/run/server.log 2>&1 &
        for ((tries = 0; tries < 300; tries++)); do ! grep -qx ready /run/server.log || break; sleep 0.2; done
        echo 'correct horse battery staple' >/run/password
        operator=(--server https://198.51.100.1:8081 --pin "$(cat /srv/server/pin)" --user admin)
        # Where the machine is emulated, a password may take it longer than nmctl waits for.
        nmctl setup "${operator[@]}" --code-file /srv/server/setup-code --password-file /run/password >/dev/null ||
            nmctl login "${operator[@]}" --password-file /run/password >/dev/null
        nmctl network create mesh --range 10.20.0.0/16 --range6 fd00:20::/64 >/dev/null
        nmctl dns create mesh db --address 192.0.2.9 >/dev/null
        nmctl key create mesh -o json | jq -r .token >/run/token
        netclient join --token-file /run/token --daemon off --name node1 >/dev/null
        systemd-run --quiet --unit=agent "$(command -v netclient)" daemon -n mesh
        status() { netclient status -n mesh -o json | jq -r '"\\(.names.lookup) \\(.names.address) \\(.backend)"'; }
        for ((tries = 0; tries < 100; tries++)); do [[ $(status) != pointed* ]] || break; sleep 0.2; done
        echo "lookup: $(status)"
        first() { awk 'NR == 1 { print $'"$1"' }'; }
        echo "getent: $(getent ahostsv4 node1.mesh | first 1)"
        echo "getent 6: $(getent ahostsv6 node1.mesh | first 1)"
        echo "getent -x: $(getent hosts 10.20.0.1 | first 2)"
        echo "dig: $(dig @127.110.0.1 +short +tcp node1.mesh)"
        echo "dig -x: $(dig @127.110.0.1 +short -x 10.20.0.1)"
        echo "custom: $(getent hosts db.mesh | first 1)"
        kill %1; wait %1 || true
        resolvectl flush-caches
        echo "server gone: $(getent hosts db.mesh | first 1)"
        systemctl restart systemd-resolved
        echo "resolved restarted: $(getent hosts db.mesh | first 1)"
        echo "told: $(resolvectl status nm-mesh)"
        netclient leave -n mesh >/dev/null
        echo "left: $(getent hosts db.mesh || echo nothing)"
        echo "links told: $(ls /run/systemd/resolve/netif | wc -l)"
        """
}
