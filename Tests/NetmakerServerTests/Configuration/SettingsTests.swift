import Foundation
import Logging
import NetmakerCore
import Testing

@testable import NetmakerServer

@Suite struct `Settings` {
    private static let path = "/etc/nm-server/nm-server.conf"

    private func guess() throws(ServerError) -> PublicAddress { try PublicAddress(parsing: "203.0.113.5") }

    private func noGuess() throws(ServerError) -> PublicAddress { try PublicAddress.guess(among: []) }

    private func file(_ lines: String...) -> ConfigurationText {
        ConfigurationText(lines.joined(separator: "\n"), path: Self.path)
    }

    @Test func `of the command line count more than the environment's, those more than the file's, and those most`()
        throws
    {
        let flags = ServerSettings(flags: [.apiPort: "9001"])
        let environment = ServerSettings(environment: [
            "NM_API_PORT": "9002", "NM_AGENTS_PORT": "9003", "NM_DATA_DIR": "",
        ])
        let file = file("agents-port = 9004", "listen = 127.0.0.1", "log-level=debug")
        let settings = flags.or(environment).or(file.settings)
        let configuration = try settings.configuration(guessing: guess)

        #expect(configuration.apiPort == 9001)
        #expect(configuration.agentsPort == 9003)
        #expect(configuration.listenAddress.description == "127.0.0.1")
        #expect(configuration.dataDirectory.path == "/var/lib/nm-server")
        #expect(configuration.publicHost == "203.0.113.5")
        #expect(configuration.metrics == .usual)
        let logging = try settings.logging()
        #expect(logging == LogSettings(level: .debug, format: .text))
        let origins = Dictionary(uniqueKeysWithValues: settings.effective().map { ($0.setting, $0.origin) })
        #expect(origins[.apiPort] == "--api-port")
        #expect(origins[.agentsPort] == "NM_AGENTS_PORT")
        #expect(origins[.listen] == "\(Self.path), line 2")
        #expect(origins[.logFormat] == "built in")
    }

    @Test func `have a flag and a variable each, of the same name`() {
        #expect(ServerSetting.agentsPort.flag == "--agents-port")
        #expect(ServerSetting.agentsPort.variable == "NM_AGENTS_PORT")
        #expect(Set(ServerSetting.allCases.map(\.variable)).count == ServerSetting.allCases.count)
    }

    /// A value that cannot be, and what is said of it.
    struct Wrong: Sendable, CustomTestStringConvertible {
        let setting: ServerSetting
        let text: String
        let remedy: String
        var testDescription: String { "\(setting.rawValue) = \(text)" }
    }

    static let wrong = [
        Wrong(setting: .publicAddress, text: "https://vpn", remedy: "without port or scheme"),
        Wrong(setting: .listen, text: "here", remedy: "an address of this machine"),
        Wrong(setting: .apiPort, text: "http", remedy: "0 to 65535"),
        Wrong(setting: .agentsPort, text: "65536", remedy: "0 to 65535"),
        Wrong(setting: .agentsPort, text: "8081", remedy: "a port each"),
        Wrong(setting: .tlsCertificate, text: "server.pem", remedy: "or neither"),
        Wrong(setting: .tlsKey, text: "server.key", remedy: "or neither"),
        Wrong(setting: .metricsAddress, text: "127.0.0.1", remedy: "or off"),
        Wrong(setting: .metricsAddress, text: "host:80", remedy: "or off"),
        Wrong(setting: .trustedProxy, text: "127.0.0.1, proxy", remedy: "addresses or ranges"),
        Wrong(setting: .trustedProxy, text: "10.0.0.1/8", remedy: "addresses or ranges"),
        Wrong(setting: .historyDays, text: "0", remedy: "1 to 3650 days"),
        Wrong(setting: .historyDays, text: "7d", remedy: "1 to 3650 days"),
        Wrong(setting: .historyRows, text: "10", remedy: "1000 to 100000000 changes"),
        Wrong(setting: .logLevel, text: "loud", remedy: "one of trace"),
        Wrong(setting: .logFormat, text: "xml", remedy: "text or json"),
    ]

    @Test(arguments: wrong) func `that cannot be are refused by name, place and remedy`(_ wrong: Wrong) throws {
        let file = ConfigurationText("\n\(wrong.setting.rawValue) = \(wrong.text)", path: Self.path)
        #expect(file.problems.isEmpty)
        let problems = file.settings.problems(guessing: guess)
        let problem = try #require(problems.first)
        #expect(problems.count == 1)
        #expect(problem.code == .invalidConfiguration)
        #expect(problem.remedy.contains(wrong.remedy))
        let place = "\(Self.path), line 2: \(wrong.setting.rawValue): "
        #expect(problem.message.hasPrefix(place) || problem.remedy.contains("or neither"), "\(problem)")
        #expect(throws: ServerError.self) {
            _ = try file.settings.logging()
            _ = try file.settings.configuration(guessing: guess)
        }
    }

    @Test func `are all looked at, so that one try tells all that is wrong`() {
        let settings = ServerSettings(environment: ["NM_API_PORT": "x", "NM_LISTEN": "y", "NM_LOG_LEVEL": "z"])
        let problems = settings.problems(guessing: noGuess)
        #expect(problems.map(\.setting) == ["public-address", "listen", "api-port", "log-level"])
        #expect(problems.dropFirst().map(\.message.first) == ["N", "N", "N"])
    }

    @Test func `of a certificate that cannot be shown are found before a server starts`() throws {
        let folder = TemporaryPath()
        let (one, other) = (folder.path + "/one.pem", folder.path + "/other.pem")
        for file in [one, other] {
            try TLSIdentity(hosts: ["127.0.0.1"], now: SystemWallClock().now).pemRevealingKey()
                .write(toFile: file, atomically: true, encoding: .utf8)
        }
        func problems(_ certificate: String, _ key: String) -> [ServerError] {
            ServerSettings(flags: [.tlsCertificate: certificate, .tlsKey: key]).problems(guessing: guess)
        }
        #expect(problems(one, one).isEmpty)
        #expect(problems(one, other).map(\.setting) == ["tls-certificate"])
        #expect(problems(folder.path + "/none.pem", one).map(\.setting) == ["tls-certificate"])
    }

    @Test func `may trust proxies, one by one or by ranges, and serve metrics anywhere or nowhere`() throws {
        let settings = ServerSettings(flags: [
            .trustedProxy: "127.0.0.1, 10.0.0.0/8,2001:db8::/32", .metricsAddress: "[::1]:0",
        ])
        let configuration = try settings.configuration(guessing: guess)
        #expect(configuration.trustedProxies.map(\.description) == ["127.0.0.1/32", "10.0.0.0/8", "2001:db8::/32"])
        #expect(configuration.metrics?.description == "[::1]:0")
        let off = ServerSettings(flags: [.metricsAddress: "off"])
        #expect(try off.configuration(guessing: guess).metrics == nil)
    }

    @Test func `that the environment seems to mean and nobody reads are named`() {
        let names = ["NM_DATA_DIRECTORY": "/srv", "NM_CONFIG": "/x", "NM_LISTEN": "::", "PATH": "/bin"]
        #expect(ServerSettings.unknownVariables(in: names) == ["NM_DATA_DIRECTORY"])
    }
}

@Suite struct `The configuration file` {
    private static let path = "/etc/nm-server/nm-server.conf"

    private func problems(_ text: String) -> [String] {
        ConfigurationText(text, path: Self.path).problems.map(\.message)
    }

    @Test func `is lines of a key and a value, and of comments`() {
        let text = "# How machines reach us.\n\n  public-address=vpn.example.org\r\n\tdata-dir = \"/srv/nm server\" \n"
        let file = ConfigurationText(text, path: Self.path)
        #expect(file.problems.isEmpty)
        #expect(file.settings.values[.publicAddress]?.text == "vpn.example.org")
        #expect(file.settings.values[.dataDirectory]?.text == "/srv/nm server")
        #expect(file.settings.values[.dataDirectory]?.origin == .file(path: Self.path, line: 4))
        #expect(file.settings.values.count == 2)
    }

    @Test func `is told every line that is wrong`() {
        let text = "api_port = 1\napi-port\nlisten =\nlisten = ::\nlisten = 127.0.0.1\ndata-dir = \"/srv\n= 3"
        #expect(
            problems(text) == [
                "\(Self.path), line 1: there is no setting api_port",
                "\(Self.path), line 2: \"api-port\" is no setting",
                "\(Self.path), line 3: listen has no value",
                "\(Self.path), line 5: listen is given in line 4 already",
                "\(Self.path), line 6: data-dir has no value",
                "\(Self.path), line 7: there is no setting ",
            ])
    }

    @Test func `need not be there unless somebody named it`() throws {
        let folder = TemporaryPath()
        let error = #expect(throws: ServerError.self) { try ConfigurationText(at: folder.path + "/none.conf") }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("none.conf") == true)
        try Data([0xFF, 0xFE, 0x00]).write(to: URL(filePath: folder.path + "/bytes.conf"))
        let noText = #expect(throws: ServerError.self) { try ConfigurationText(at: folder.path + "/bytes.conf") }
        #expect(noText?.message.contains("no text") == true)
    }
}
