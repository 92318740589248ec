import NetmakerAgent
import Testing

/// What only a boot proves: that the tunnel is there after it, without anybody who could tell the machine what to do.
@Suite(
    .serialized, .timeLimit(.minutes(10)), .enabled(if: BootedMachine.isPossible, "needs root and systemd's packages"))
struct `Under a real systemd` {
    /// What netclient may have put on a machine.
    private static let traces = """
        traces() {
            section "$1 files"; find /etc/netclient /run/netclient /etc/systemd/system /usr/local/bin/netclient \
                ! -type d 2>/dev/null | sort || true
            section "$1 units"; systemctl list-units --all --plain --no-legend 'netclient*' 'wireguard-*' || true
            section "$1 links"; ip -j link show | jq -r '.[].ifname' | sort
            section "$1 routes"; ip -j route show table all | jq -rc '.[] | select(.protocol == "110")'
            section "$1 rules"; ip -j rule show | jq -rc '.[] | [.priority, .table, .fwmark]'
            section "$1 tables"; nft list tables
        }

        """

    /// The Internet that this machine and the others are in; node1 is the machine itself.
    private static let internet = """
        ip link add name public type bridge
        ip address add 198.51.100.11/24 dev public
        ip link set public up
        for number in 1 12; do
            ip netns add "at$number"
            ip link add "public$number" type veth peer name eth0 netns "at$number"
            ip link set "public$number" master public up
            ip -n "at$number" address add "198.51.100.$number/24" dev eth0
            ip -n "at$number" link set eth0 up
            ip -n "at$number" link set lo up
        done

        """

    @Test func `a network is up after a boot without its server, and gone without a trace when it is removed`()
        async throws
    {
        // What the operator does is done where it takes no emulated processor.
        try await Mesh.running(machines: 0) { mesh in
            let server = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let (once, other) = (try await mesh.createKey(uses: "1"), try await mesh.createKey(uses: "1"))
            _ = try await server.stop()
            try await check(
                BootedMachine(image: "\(mesh.world.folder)/disk"),
                server: mesh.dataDirectory, tokens: (mesh.tokenFile(once), mesh.tokenFile(other)))
        }
    }

    private func check(
        _ machine: BootedMachine, server: String, tokens: (first: String, second: String)
    ) async throws {
        let first = try await machine.boot(
            Self.traces + Self.internet + """
                mkdir -p /srv
                cp -a '\(server)' /srv/server
                ip netns exec at1 nm-server --data-dir /srv/server --public-address 198.51.100.1 >/srv/log 2>&1 &
                for ((tries = 0; tries < 300; tries++)); do ! grep -qx ready /srv/log || break; sleep 0.2; done
                traces before

                # What cannot be done leaves nothing, and spends nothing.
                printf '[Timer]\\n' >/etc/systemd/system/netclient-mesh.timer
                section refused; netclient join --token-file '\(tokens.first)' 2>&1 && exit 1 || echo "status $?"
                rm /etc/systemd/system/netclient-mesh.timer
                traces refused

                section join; netclient join --token-file '\(tokens.first)' -name node1
                section service
                systemctl show netclient@mesh.service --property=Type,ActiveState,SubState,NRestarts,UnitFileState
                systemctl is-enabled netclient@mesh.service netclient-mesh.timer
                systemctl is-active netclient-mesh.timer
                section verify; systemd-analyze verify netclient@mesh.service netclient-mesh.timer 2>&1

                section other
                ip netns exec at12 netclient join --token-file '\(tokens.second)' -daemon=off -name node2 \
                    --directory /srv/node2 --run-directory /run/node2
                section 'first ping'
                for ((tries = 0; tries < 60; tries++)); do ping -n -c 1 -W 1 10.20.0.2 >/srv/ping && break; done
                grep -o 'bytes from 10.20.0.2' /srv/ping

                # It dies, is started again, and nobody notices.
                section 'after its death'
                systemctl kill --signal=KILL netclient@mesh.service
                for ((tries = 0; tries < 100; tries++)); do
                    systemctl show netclient@mesh.service --property=NRestarts,ActiveState | paste -sd ' ' >/srv/state
                    ! grep -q 'NRestarts=1' /srv/state || ! grep -q 'ActiveState=active' /srv/state || break
                    sleep 0.2
                done
                cat /srv/state
                ping -n -c 1 -W 5 10.20.0.2 | grep -o 'bytes from 10.20.0.2'

                # Its owner wants none, and then wants one again.
                for wish in off on; do
                    section "daemon $wish"
                    sed -i "s/^daemon: .*/daemon: $wish/" /etc/netclient/netconfig-mesh
                    netclient push -n mesh
                    systemctl is-active netclient@mesh.service || true
                    systemctl is-enabled netclient@mesh.service netclient-mesh.timer 2>&1 || true
                    ping -n -c 1 -W 5 10.20.0.2 | grep -o 'bytes from 10.20.0.2'
                done
                """)
        #expect(first["refused"]?.contains("is not netclient's") == true)
        for what in ["files", "units", "links", "routes", "rules", "tables"] {
            #expect(first["refused \(what)"] == first["before \(what)"], "\(what)")
        }
        #expect(first["join"]?.contains("netclient@mesh.service keeps it up") == true)
        let off = try #require(first["daemon off"])
        #expect(off.contains("no service keeps network mesh") && off.contains("inactive") && !off.contains("enabled"))
        let on = try #require(first["daemon on"])
        #expect(on.contains("a service keeps network mesh up") && on.contains("enabled\nenabled"))
        #expect(on.contains("\nactive\n"))
        for text in [off, on] { #expect(text.contains("bytes from 10.20.0.2")) }
        let service = Set((first["service"] ?? "").split(separator: "\n").map(String.init))
        #expect(
            service.isSuperset(of: [
                "Type=notify", "ActiveState=active", "SubState=running", "NRestarts=0", "UnitFileState=enabled",
                "enabled", "active",
            ]), "\(service)")
        #expect((first["verify"] ?? "").isEmpty, "\(first["verify"] ?? "")")
        #expect(first["first ping"]?.contains("bytes from") == true)
        let revived = first["after its death"] ?? ""
        #expect(revived.contains("NRestarts=1") && revived.contains("ActiveState=active"))
        #expect(revived.contains("bytes from"))

        // The server is gone for good; the other machine comes back too.
        let second = try await machine.boot(
            Self.traces + Self.internet + """
                ip netns exec at12 netclient daemon --directory /srv/node2 --run-directory /run/node2 >/srv/node2.log 2>&1 &
                for ((tries = 0; tries < 100; tries++)); do
                    ! systemctl is-active --quiet netclient@mesh.service || break
                    sleep 0.2
                done
                section service
                systemctl show netclient@mesh.service --property=ActiveState,StatusText,NRestarts
                systemctl is-active netclient-mesh.timer
                section device; wg show nm-mesh dump
                section addresses; ip -j address show dev nm-mesh | jq -r '.[].addr_info[].local'
                section ping
                for ((tries = 0; tries < 60; tries++)); do ping -n -c 1 -W 1 10.20.0.2 >/srv/ping && break; done
                grep -o 'bytes from 10.20.0.2' /srv/ping
                section stopped
                systemctl stop netclient-mesh.timer netclient@mesh.service
                ping -n -c 1 -W 5 10.20.0.2 | grep -o 'bytes from 10.20.0.2'
                ls /run/netclient
                systemctl start netclient@mesh.service
                section leave; netclient leave -n mesh
                traces left
                section uninstall; netclient uninstall
                traces after
                section again; netclient uninstall
                """)
        #expect(second["service"]?.contains("ActiveState=active") == true)
        #expect(second["service"]?.contains("is in force") == true, "\(second["service"] ?? "")")
        #expect(second["device"]?.contains("10.20.0.2/32") == true)
        #expect(second["addresses"]?.contains("10.20.0.1") == true)
        #expect(second["ping"]?.contains("bytes from") == true)
        #expect(second["stopped"]?.contains("bytes from") == true)
        #expect(second["leave"]?.contains("the server was not told") == true)
        #expect(second["left files"]?.contains("/etc/netclient/netclient\n") == true)
        for what in ["files", "units", "links", "routes", "rules", "tables"] {
            #expect(second["after \(what)"] == first["before \(what)"], "\(what)")
        }
        #expect(second["again"]?.contains("is removed") == true)
    }
}
