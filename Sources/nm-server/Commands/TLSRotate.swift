internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore
internal import NetmakerServer

extension NMServer.TLS {
    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change the key of the running server, once all connected agents know the next one.",
            discussion: "Agents that are away know the new key by the old one for 30 days.")
        @OptionGroup var directory: DirectoryFlag
        @Option(help: "How many seconds to wait for connected agents: 0 to 600.")
        var timeout = 60

        func validate() throws {
            guard (0...600).contains(timeout) else { throw ValidationError("--timeout takes 0 to 600 seconds") }
        }

        func run() async throws {
            let socket = try directory.dataDirectory().controlSocket
            Console.say("announcing the next key, and waiting up to \(timeout) s for the connected agents")
            let outcome = try await AsyncHTTPTransport.withTransport(toSocket: socket) { transport in
                try await ControlPlaneClient(transport).rotateKey(waitingSeconds: timeout)
            }
            for node in outcome.missing {
                Console.say("node \(node) had not stored it in time; the old key vouches for the new one to it")
            }
            Console.say("the server shows the new key now: \(outcome.pin)")
        }
    }
}
