internal import ArgumentParser
internal import Foundation
internal import NetmakerServer

/// The flags that say where a server keeps its data.
struct DirectoryFlag: ParsableArguments {
    @Option(
        name: .customLong("data-dir"),
        help: "Where the server keeps everything it must not lose (default: /var/lib/nm-server).")
    var path: String?

    /// The flag, else the environment, else what is built in.
    func dataDirectory() throws -> DataDirectory {
        let environment = try ServerSettings(environment: ProcessInfo.processInfo.environment)
        return DataDirectory(path ?? environment.dataDirectory ?? ServerConfiguration.defaultDataDirectory)
    }
}

/// The flags of a server, each with an environment variable behind it.
struct ServerFlags: ParsableArguments {
    @OptionGroup var directory: DirectoryFlag
    @Option(help: "The name or address by which agents and browsers reach this server.")
    var publicAddress: String?
    @Option(help: "The address to listen on (default: all there are).")
    var listen: String?
    @Option(help: "The port of the REST interface (default: 8081); 0 for any that is free.")
    var apiPort: UInt16?
    @Option(help: "The port agents connect to (default: 50051); 0 for any that is free.")
    var agentsPort: UInt16?

    @Option(help: "A certificate signed by others, PEM (default: the server makes its own).")
    var tlsCertificate: String?
    @Option(help: "The key of that certificate, PEM.")
    var tlsKey: String?
    @Option(
        help: "Where the hosts file and the Corefile for other name servers go (default: dns in the data directory).")
    var dnsDirectory: String?

    /// Flags count more than the environment, and the environment more than what is built in.
    func configuration() throws -> ServerConfiguration {
        let flags = ServerSettings(
            dataDirectory: directory.path, publicAddress: publicAddress, listenAddress: listen,
            apiPort: apiPort, agentsPort: agentsPort, tlsCertificate: tlsCertificate, tlsKey: tlsKey,
            dnsDirectory: dnsDirectory)
        let environment = try ServerSettings(environment: ProcessInfo.processInfo.environment)
        return try flags.or(environment).configuration { () throws(ServerError) in
            let address = try PublicAddress.guessed()
            Console.say("public address  \(address), guessed: it is the only one; --public-address says otherwise")
            return address
        }
    }
}
