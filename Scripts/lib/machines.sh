# shellcheck shell=bash
# Machines in a world: a network, a mount and a host name namespace each, with a /run and an /etc/netclient of its own,
# on one "public" network.
#
#     node1 198.51.100.11    node2 198.51.100.12    ...
#            |                      |
#     =======+======================+=====  bridge "public", 198.51.100.1, where the server runs
#
# Every address is a /32 and the bridge routes: that is how machines of different providers see each other, and 50 of
# them on one Ethernet would overflow the kernel's table of neighbours, which all namespaces share. The addresses are
# from documentation ranges (RFC 5737) and exist in the world only.

SERVER_ADDRESS=198.51.100.1
MACHINE_LIMIT=200
# What nsenter takes to be on a machine. Its root too: in a chroot the mount namespace's own root is another.
ON_MACHINE=(--net --mount --uts --root --wd)
MACHINES=()
declare -A MACHINE_PROCESS=()

# create_public_network: the bridge, in the world's own namespace.
create_public_network() {
    ip link set lo up
    ip link add name public type bridge
    ip address add "$SERVER_ADDRESS/32" dev public
    ip link set public up
    sysctl --quiet --write net.ipv4.ip_forward=1 net.ipv4.conf.all.send_redirects=0 \
        net.ipv4.conf.public.send_redirects=0
    # A mount point for the machines, without touching the /etc outside. What is written goes to memory: a container's
    # own file system is often an overlay, which another cannot be written on.
    mkdir "$WORLD/etc"
    mount -t tmpfs tmpfs "$WORLD/etc"
    mkdir "$WORLD/etc/upper" "$WORLD/etc/work"
    mount -t overlay -o "lowerdir=/etc,upperdir=$WORLD/etc/upper,workdir=$WORLD/etc/work" overlay /etc
    mkdir -p /etc/netclient
}

# machine_address NUMBER: the public address of the machine of this number, from 1.
machine_address() { printf '198.51.100.%d' "$(($1 + 10))"; }

# machine_second_address NUMBER: where the machine of this number moves to.
machine_second_address() { printf '203.0.113.%d' "$(($1 + 10))"; }

# create_machine NUMBER: a machine named node<NUMBER> on the public network.
create_machine() {
    local name=node$1 address process
    local home=$WORLD/machines/$name
    address=$(machine_address "$1")
    mkdir -p "$home/etc"
    mkfifo "$home/ready"
    # shellcheck disable=SC2016  # the inner shell expands it
    unshare --net --mount --uts -- bash -euc '
        hostname "$1"
        mount --bind "$2/etc" /etc/netclient
        mount -t tmpfs -o mode=755 tmpfs /run
        ip link set lo up
        : >"$2/ready"
        exec sleep infinity >/dev/null 2>&1' machine "$name" "$home" &
    process=$!
    : <"$home/ready"
    MACHINES+=("$name")
    MACHINE_PROCESS[$name]=$process
    echo "$process" >"$home/process"
    ip link add name "public$1" type veth peer name eth0 netns "$process"
    ip link set "public$1" master public up
    ip route add "$address/32" dev public
    in_machine "$name" ip -batch - <<BATCH
address add $address/32 dev eth0
link set eth0 up
route add $SERVER_ADDRESS/32 dev eth0
route add default via $SERVER_ADDRESS
BATCH
}

# in_machine NAME COMMAND...: runs it on that machine.
in_machine() {
    local process=${MACHINE_PROCESS[$1]}
    shift
    nsenter --target "$process" "${ON_MACHINE[@]}" -- "$@"
}

# move_machine NUMBER: takes the machine's public address away and gives it the second one.
move_machine() {
    local second
    second=$(machine_second_address "$1")
    ip route replace "$second/32" dev public
    in_machine "node$1" ip -batch - <<BATCH
address add $second/32 dev eth0
address delete $(machine_address "$1")/32 dev eth0
BATCH
}
