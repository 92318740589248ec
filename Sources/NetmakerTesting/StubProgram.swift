internal import Glibc

/// A program of a test's own, a script for `/bin/sh`, in place of one of the machine's.
public enum StubProgram {
    /// Writes `script` to `path`, ready to be run.
    ///
    /// A child writes it. Were it this process, then whatever another test starts in that moment would have the
    /// file open for writing for a little longer, and who runs it then is told that it is busy (`ETXTBSY`): a shell
    /// takes the machine's program instead, and says nothing.
    ///
    /// - Throws: ``Nonconformance`` when it cannot be written.
    public static func write(_ script: String, to path: String) throws {
        let writing = #"printf '#!/bin/sh\n%s\n' "$1" >"$0" && chmod 755 "$0""#
        let words = ["/bin/sh", "-c", writing, path, script]
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        var status: Int32 = 0
        guard posix_spawn(&child, "/bin/sh", nil, nil, &arguments, nil) == 0, waitpid(child, &status, 0) == child,
            status == 0
        else { throw Nonconformance("the program \(path) cannot be written") }
    }
}
