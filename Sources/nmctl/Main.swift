internal import ArgumentParser
internal import CoreDumps
internal import Glibc

@main
enum Main {
    static func main() async {
        CoreDumps.forbid()
        do {
            var command = try await NMCtl.asyncParseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            Console.report(error)
            exit(ExitStatus(error).rawValue)
        }
    }
}
