import Subprocess
import SystemPackage
import Testing

/// A small Internet of namespaces: machines with a /run and an /etc/netclient of their own, round one router.
///
/// ```
///     node1 198.51.100.11    node2 198.51.100.12    ...
///            |                      |
///     =======+======================+=====  bridge "public", 198.51.100.1, where the server runs
/// ```
///
/// Every process in it, daemons too, ends with its first one, and that ends when its input does: with the test, or with
/// the process that runs the tests, whatever ends that. The addresses are for documentation (RFC 5737), and are here
/// only.
struct World: Sendable {
    /// The router, where the server and its operator are.
    let router: Namespace
    let machines: [WorldMachine]
    /// A folder of the test's own.
    let folder: String

    static let serverAddress = "198.51.100.1"

    /// Makes a world with so many machines for as long as `body` runs.
    static func running(machines count: Int, _ body: (World) async throws -> Void) async throws {
        let scratch = try ScratchFolder.make("nm-world")
        defer { scratch.remove() }
        let folder = scratch.path
        _ = try await run(
            .name("unshare"),
            arguments: [
                "--fork", "--kill-child", "--pid", "--mount-proc", "--net", "--mount", "--uts", "--",
                "bash", "-euc", script, "world", folder, "\(count)",
            ],
            input: .inputWriter, output: .sequence,
            error: .currentStandardError
        ) { execution in
            for try await line in execution.standardOutput.strings() {
                guard line.hasPrefix("ready") else { throw TooLate(description: line) }
                break
            }
            guard let first = try children(of: execution.processIdentifier.value).first else {
                throw TooLate(description: "the world has ended")
            }
            // Nothing else is a child of the first process yet: they are the machines, in the order of their making.
            let machines = try children(of: first).prefix(count).enumerated().map { index, keeper in
                WorldMachine(number: index + 1, namespace: Namespace(keeper: keeper), folder: folder)
            }
            try #require(machines.count == count)
            let world = World(router: Namespace(keeper: first), machines: machines, folder: folder)
            let result: Result<Void, any Error>
            do { result = .success(try await body(world)) } catch { result = .failure(error) }
            try await execution.standardInputWriter.finish()
            try result.get()
        }
    }

    /// What the first process does. It waits rather than becomes something else, since it inherits orphans.
    private static let script = """
        ip link set lo up
        # An address of IPv6 is otherwise looked for twice, and in force a second later: a browser then gives up what is on
        # its way, since the machine has got another address.
        sysctl --quiet --write net.ipv6.conf.default.accept_dad=0
        ip link add name public type bridge
        ip address add \(serverAddress)/32 dev public
        ip link set public up
        sysctl --quiet --write net.ipv4.ip_forward=1
        # A mount point for the machines, without touching the /etc outside.
        mkdir "$1/etc"
        mount -t tmpfs tmpfs "$1/etc"
        mkdir "$1/etc/upper" "$1/etc/work"
        mount -t overlay -o "lowerdir=/etc,upperdir=$1/etc/upper,workdir=$1/etc/work" overlay /etc
        mkdir -p /etc/netclient
        # Where libfaketime can share memory it sets a variable, which moves the environment, and a Swift program that is
        # run under it finds no arguments; and what it shares stays when the program is killed.
        mount -t tmpfs -o ro tmpfs /dev/shm
        for number in $(seq "$2"); do
            mkfifo "$1/ready$number"
            unshare --net --mount --uts -- bash -euc '
                hostname "node$2"
                mount -t tmpfs -o mode=755 tmpfs /run
                mount -t tmpfs -o mode=755 tmpfs /etc/netclient
                ip link set lo up
                : >"$1/ready$2"
                exec sleep infinity' machine "$1" "$number" </dev/null &
            : <"$1/ready$number"
            ip link add name "public$number" type veth peer name eth0 netns $!
            ip link set "public$number" master public up
            ip route add "198.51.100.$((number + 10))/32" dev public
            nsenter --target $! --net -- ip -batch - <<BATCH
        address add 198.51.100.$((number + 10))/32 dev eth0
        link set eth0 up
        route add \(serverAddress)/32 dev eth0
        route add default via \(serverAddress)
        BATCH
        done
        echo ready
        read -r _ || exit 0
        """
}
