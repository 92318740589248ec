import FoundationEssentials
import Subprocess

/// A machine's own system: a minimal Debian on which nothing of ours was ever installed, to be changed by a test.
struct MinimalRoot: Sendable {
    let machine: WorldMachine

    /// Where it lies in the machine; what has been written to it lies in `upper` beside.
    private var folder: String { "\(machine.folder)/\(machine.name)-system" }
    private var root: String { "\(folder)/root" }

    /// Lays it over `Installation.minimalRoot` for as long as the machine is there.
    ///
    /// - Parameter libraries: the folder of Swift's own libraries, which programs need that were built for tests; they are
    ///   there then as if the program carried them. Nil for programs that do.
    init(on machine: WorldMachine, libraries: String?) async throws {
        self.machine = machine
        try await machine.namespace.shell(
            """
            mkdir -p '\(folder)'
            mount -t tmpfs -o mode=755 tmpfs '\(folder)'
            mkdir '\(folder)/upper' '\(folder)/work' '\(root)'
            mount -t overlay -o 'lowerdir=\(Installation.minimalRoot),upperdir=\(folder)/upper,workdir=\(folder)/work' \
                overlay '\(root)'
            mount -t proc proc '\(root)/proc'
            mount -t tmpfs -o mode=755 tmpfs '\(root)/run'
            mount --rbind /dev '\(root)/dev'
            """)
        guard let libraries else { return }
        try await machine.namespace.shell(
            "mkdir -p '\(root)\(libraries)' && mount --bind '\(libraries)' '\(root)\(libraries)'")
    }

    /// Has a shell read a script, as if it were pasted: no command line holds it.
    func paste(_ script: String) async throws -> CommandOutcome {
        let file = "\(machine.folder)/\(machine.name)-paste"
        try Data(script.utf8).write(to: URL(filePath: file))
        return try await machine.namespace.run([
            "bash", "-c", "exec chroot \"$1\" /bin/sh <\"$2\"", "paste", root, file,
        ])
    }

    /// The files that were written, taken away or changed, in order.
    func changes() async throws -> [String] {
        try await machine.namespace.shell("cd '\(folder)/upper' && find . ! -type d | sort")
            .split(separator: "\n").map { String($0.dropFirst()) }
    }

    /// The files that were written or changed and hold a text.
    func files(holding text: String) async throws -> [String] {
        try await machine.namespace.run(["grep", "-rlaF", "-e", text, "\(folder)/upper"]).output
            .split(separator: "\n").map { String($0.dropFirst("\(folder)/upper".count)) }
    }
}
