internal import Crypto
internal import DurableFiles
internal import NetmakerCore

/// A file of systemd's that netclient writes, with a mark by which it knows whether anybody changed it since.
struct UnitFile: Sendable {
    /// What stands at a unit's path.
    enum Standing: Hashable {
        case missing
        /// As some netclient wrote it.
        case untouched
        /// Written by netclient, and changed since.
        case edited
        /// Never written by netclient.
        case foreign
    }

    private static let limit = 65_536
    private static let mark = "# Written by netclient, and renewed by it as long as nobody changes it here: "

    let name: String
    /// Without the mark.
    let body: String

    var text: String { "\(Self.mark)\(Self.digest(body))\n\(body)" }

    /// - Throws: `FileError` when it is there and cannot be read, or is a link.
    func standing(in folder: String) throws(FileError) -> Standing {
        let path = "\(folder)/\(name)"
        guard AtomicFile.exists(path) else { return .missing }
        let text = String(decoding: try AtomicFile.read(path, limit: Self.limit), as: UTF8.self)
        guard text.hasPrefix(Self.mark), let end = text.firstIndex(of: "\n") else { return .foreign }
        let digest = text[..<end].dropFirst(Self.mark.count)
        return digest == Self.digest(String(text[text.index(after: end)...])) ? .untouched : .edited
    }

    /// What the unit of this name that lies there runs; nil when none lies there, or it does not say.
    func command(in folder: String) throws(FileError) -> String? {
        let path = "\(folder)/\(name)"
        guard AtomicFile.exists(path) else { return nil }
        let text = String(decoding: try AtomicFile.read(path, limit: Self.limit), as: UTF8.self)
        return text.split(separator: "\n").last { $0.hasPrefix("ExecStart=") }.map { String($0.dropFirst(10)) }
    }

    func write(in folder: String) throws(FileError) {
        try Folder.create(folder, mode: 0o755)
        try AtomicFile.write(Array(text.utf8), to: "\(folder)/\(name)", mode: 0o644)
    }

    private static func digest(_ text: String) -> String {
        let digits = Array("0123456789abcdef")
        return String(
            SHA256.hash(data: Array(text.utf8)).prefix(8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}

extension UnitFile {
    /// The service of every network, `netclient@<network>.service`.
    ///
    /// What is forbidden is what neither netclient nor what it starts has use for. Commands of the machine's owner
    /// (PostUp) run in it as well, so files, devices, namespaces and modules stay allowed.
    static func template(for folder: AgentFolder) -> UnitFile {
        var command = "\(folder.program) daemon -n %i"
        if folder.directory != AgentFolder.standard.directory { command += " --directory \(folder.directory)" }
        if folder.runDirectory != AgentFolder.standard.runDirectory {
            command += " --run-directory \(folder.runDirectory)"
        }
        return UnitFile(
            name: "netclient@.service",
            body: """
                # To change it: systemctl edit netclient@.service

                [Unit]
                Description=WireGuard network %i
                Documentation=man:wg(8)
                # The tunnel stands before any server is reached, so the network need not.
                After=network.target nftables.service ufw.service firewalld.service systemd-resolved.service
                # A machine that is no member has nothing to serve.
                ConditionPathExists=\(folder.directory)/nettoken-%i
                StartLimitIntervalSec=0

                [Service]
                Type=notify
                ExecStart=\(command)
                Restart=always
                RestartSec=2
                TimeoutStartSec=90
                WatchdogSec=180
                # What carries the tunnel, and what PostUp started, goes on while netclient starts anew.
                KillMode=process
                RuntimeDirectory=netclient
                RuntimeDirectoryMode=0700
                RuntimeDirectoryPreserve=yes

                CapabilityBoundingSet=~CAP_AUDIT_CONTROL CAP_BLOCK_SUSPEND CAP_LEASE CAP_LINUX_IMMUTABLE CAP_MAC_ADMIN
                CapabilityBoundingSet=~CAP_MAC_OVERRIDE CAP_SYS_BOOT CAP_SYS_PACCT CAP_SYS_RAWIO CAP_SYS_TIME
                CapabilityBoundingSet=~CAP_SYS_TTY_CONFIG CAP_SYSLOG CAP_WAKE_ALARM
                LockPersonality=yes
                RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK AF_PACKET
                RestrictRealtime=yes
                RestrictSUIDSGID=yes
                SystemCallArchitectures=native
                SystemCallErrorNumber=EPERM
                SystemCallFilter=~@clock @cpu-emulation @debug @obsolete @raw-io @reboot @swap

                [Install]
                WantedBy=multi-user.target

                """)
    }

    /// What starts a network's service again should it ever lie still.
    static func timer(for network: NetworkName) -> UnitFile {
        UnitFile(
            name: timerName(network),
            body: """
                [Unit]
                Description=Revival of WireGuard network \(network)

                [Timer]
                OnActiveSec=30s
                OnUnitInactiveSec=30s
                AccuracySec=5s
                Unit=\(serviceName(network))

                [Install]
                WantedBy=timers.target

                """)
    }

    static func serviceName(_ network: NetworkName) -> String { "netclient@\(network).service" }

    static func timerName(_ network: NetworkName) -> String { "netclient-\(network).timer" }
}
