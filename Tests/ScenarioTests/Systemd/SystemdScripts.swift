/// What runs on the machine that is booted: node1 of a network, which is a gateway, an Internet round it, and what lies
/// behind it.
enum SystemdScripts {
    /// The routes that its network's first index has.
    private static let table = "1852637185"

    /// What both boots begin with.
    private static let beginning = """
        # What netclient may have put on a machine.
        traces() {
            section "$1 files"; find /etc/netclient /run/netclient /etc/systemd/system /usr/local/bin/netclient \
                ! -type d 2>/dev/null | sort || true
            section "$1 units"; systemctl list-units --all --plain --no-legend 'netclient*' 'wireguard-*' || true
            section "$1 links"; ip -j link show | jq -r '.[].ifname' | sort
            section "$1 routes"; ip -j route show table all | jq -rc '.[] | select(.protocol == "110")'
            section "$1 rules"; ip -j rule show | jq -rc '.[] | [.priority, .table, .fwmark]'
            section "$1 tables"; nft -j list tables | jq -c '.nftables[1:]'
            section "$1 switches"; switches
        }
        switches() { cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv6/conf/all/forwarding; }
        # until_well COMMAND...: waits until it ends well.
        until_well() {
            local tries
            for ((tries = 0; tries < 150; tries++)); do ! "$@" >/dev/null 2>&1 || return 0; sleep 0.2; done
            echo "not within 30 s: $*"; "$@"
        }
        reaches() { "${@:2}" ping -n -c 1 -W 1 "$1"; }
        at() { ip netns exec "at$1" "${@:2}"; }

        ip link add name public type bridge
        ip address add 198.51.100.11/24 dev public
        ip link set public up
        for number in 1 12 13; do
            ip netns add "at$number"
            ip link add "public$number" type veth peer name eth0 netns "at$number"
            ip link set "public$number" master public up
            ip -n "at$number" address add "198.51.100.$number/24" dev eth0
            ip -n "at$number" link set eth0 up
            ip -n "at$number" link set lo up
        done
        # Behind node1, which masquerades, and behind node2.
        ip netns add lan
        ip link add lan0 type veth peer name eth0 netns lan
        ip address add 192.168.7.1/24 dev lan0
        ip link set lan0 up
        ip -n lan address add 192.168.7.2/24 dev eth0
        ip -n lan link set eth0 up
        ip -n at12 link add lan0 type dummy
        ip -n at12 address add 192.168.8.1/24 dev lan0
        ip -n at12 link set lan0 up

        systemctl start systemd-resolved
        printf 'nameserver 127.0.0.53\\n' >/run/resolv.conf
        mount --bind /run/resolv.conf /etc/resolv.conf

        node2_runs() {
            at 12 netclient daemon --directory /srv/node2 --run-directory /run/node2 >>/srv/node2.log 2>&1 &
        }
        telephone_runs() {
            ip -n at13 link add telephone type wireguard
            at 13 wg set telephone private-key /srv/telephone peer "$(wg show nm-mesh public-key)" \
                endpoint 198.51.100.11:51821 allowed-ips 10.20.0.0/16
            ip -n at13 address add 10.20.0.3/16 dev telephone
            ip -n at13 link set telephone up
        }
        names() { netclient status -n mesh -o json | jq -r '"\\(.names.lookup) \\(.names.address) \\(.backend)"'; }
        names_are_pointed() { [[ $(names) == pointed* ]]; }
        # What the gateway has set up, and who comes through: node2 to the network behind node1, a telephone to node2,
        # and node1 to the network behind node2.
        gateway() {
            section "$1 gateway"
            until_well reaches 192.168.7.2 at 12 && echo 'node2 reaches 192.168.7.2'
            until_well reaches 10.20.0.2 at 13 && echo 'the telephone reaches 10.20.0.2'
            until_well reaches 192.168.8.1 && echo 'node1 reaches 192.168.8.1'
            section "$1 table"; nft -j list table inet nm-mesh
            section "$1 forwarding"; switches
        }

        """

    /// Installs, joins and becomes a gateway.
    ///
    /// - Parameters:
    ///   - server: the data directory of a server that is stopped.
    ///   - operator: the file of nmctl's that its operator is in.
    ///   - tokens: files with a token for either node.
    static func first(server: String, operator: String, tokens: (first: String, second: String)) -> String {
        beginning + """
            mkdir -p /srv
            cp -a '\(server)' /srv/server
            cp -a '\(`operator`)' /srv/operator
            at 1 nm-server --data-dir /srv/server --public-address 198.51.100.1 >/srv/log 2>&1 &
            until_well grep -qx ready /srv/log
            traces before

            # What cannot be done leaves nothing, and spends nothing.
            printf '[Timer]\\n' >/etc/systemd/system/netclient-mesh.timer
            section refused; netclient join --token-file '\(tokens.first)' 2>&1 && exit 1 || echo "status $?"
            rm /etc/systemd/system/netclient-mesh.timer
            traces refused

            section join; netclient join --token-file '\(tokens.first)' -name node1 --allow-remote-commands
            section service
            systemctl show netclient@mesh.service --property=Type,ActiveState,SubState,NRestarts,UnitFileState
            systemctl is-enabled netclient@mesh.service netclient-mesh.timer
            systemctl is-active netclient-mesh.timer
            section verify; systemd-analyze verify netclient@mesh.service netclient-mesh.timer 2>&1

            section other
            at 12 netclient join --token-file '\(tokens.second)' -daemon=off -name node2 \
                --directory /srv/node2 --run-directory /run/node2
            node2_runs
            section 'first ping'
            until_well reaches 10.20.0.2
            ping -n -c 1 -W 5 10.20.0.2 | grep -o 'bytes from 10.20.0.2'

            section roles
            (umask 077 && wg genkey >/srv/telephone)
            at 1 env NMCTL_CONFIG=/srv/operator nmctl apply --wait -f - <<TEXT
            netmaker: 1
            networks:
              mesh:
                nodes:
                  node1: {egress: {ranges: [192.168.7.0/24]}, ingress: {}}
                  node2: {egress: {ranges: [192.168.8.0/24]}}
                clients:
                  $(wg pubkey </srv/telephone):
                    name: telephone
                    gateway: node1
            TEXT
            telephone_runs
            gateway first
            section 'first names'
            until_well names_are_pointed
            getent ahostsv4 node2.mesh | head -n 1

            # It dies, is started again, and nobody notices.
            section 'after its death'
            systemctl kill --signal=KILL netclient@mesh.service
            is_up_again() {
                systemctl show netclient@mesh.service --property=NRestarts,ActiveState | paste -sd ' ' >/srv/state
                grep -q 'NRestarts=1' /srv/state && grep -q 'ActiveState=active' /srv/state
            }
            until_well is_up_again
            cat /srv/state
            ping -n -c 1 -W 5 10.20.0.2 | grep -o 'bytes from 10.20.0.2'
            section 'first commands'; cat /srv/posted; nft list table inet posted
            """
    }

    /// The server is gone for good; the others come back too.
    static let second =
        beginning + """
            node2_runs
            until_well systemctl is-active --quiet netclient@mesh.service
            telephone_runs
            section service
            systemctl show netclient@mesh.service --property=ActiveState,StatusText,NRestarts
            systemctl is-active netclient-mesh.timer
            section device; wg show nm-mesh dump
            section addresses; ip -j address show dev nm-mesh | jq -r '.[].addr_info[].local'
            section ping
            until_well reaches 10.20.0.2
            ping -n -c 1 -W 5 10.20.0.2 | grep -o 'bytes from 10.20.0.2'
            gateway second
            section 'second commands'; until_well nft list table inet posted; cat /srv/posted

            # Somebody else's hand; what it did is put right while names are looked up.
            harm=$(date +%s%3N)
            nft delete table inet nm-mesh
            ip route del 192.168.8.0/24 table \(table)

            first() { awk 'NR == 1 { print $'"$1"' }'; }
            section names
            until_well names_are_pointed
            echo "lookup: $(names)"
            echo "getent: $(getent ahostsv4 node1.mesh | first 1)"
            echo "getent 6: $(getent ahostsv6 node1.mesh | first 1)"
            echo "getent -x: $(getent hosts 10.20.0.1 | first 2)"
            echo "peer: $(getent ahostsv4 node2.mesh | first 1)"
            echo "dig: $(dig @127.110.0.1 +short +tcp node1.mesh)"
            echo "dig -x: $(dig @127.110.0.1 +short -x 10.20.0.1)"
            echo "custom: $(getent hosts db.mesh | first 1)"
            systemctl restart systemd-resolved
            resolvectl flush-caches
            echo "resolved restarted: $(getent hosts db.mesh | first 1)"
            section told; resolvectl status nm-mesh

            section repair
            until_well nft list table inet nm-mesh
            until_well ip route get 192.168.8.1 oif nm-mesh
            route_is_back() { ip route show table \(table) | grep -q 192.168.8.0/24; }
            until_well route_is_back
            echo "$(($(date +%s%3N) - harm))"
            gateway repaired
            section 'said of it'; journalctl --unit netclient@mesh.service --output cat --boot | grep 'put right'

            section stopped
            systemctl stop netclient-mesh.timer netclient@mesh.service
            ping -n -c 1 -W 5 10.20.0.2 | grep -o 'bytes from 10.20.0.2'
            ls /run/netclient
            systemctl start netclient@mesh.service
            section leave; netclient leave -n mesh
            section 'last commands'; cat /srv/posted
            # resolved hears from the kernel that the link is gone, a moment later.
            no_link_is_known() { ! resolvectl domain | grep -q mesh; }
            section 'last names'; getent hosts db.mesh || echo nothing; until_well no_link_is_known && echo 'no link'
            traces left
            section uninstall; netclient uninstall
            traces after
            section again; netclient uninstall
            """
}
