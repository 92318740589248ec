import NetmakerControl
import NetmakerCore
import NetmakerServer

@testable import mesh_probe
@testable import nmctl

/// The parsers of single programs, which the fuzzer does without.
extension ParserCase {
    static let programs = [
        ParserCase(
            PublicAddress.self, accepted: ["vpn.example.org", "203.0.113.10", "2001:db8::1"],
            refused: ["", "vpn.example.org:443", "[2001:db8::1]", "203.0.113.256", "a b", "https://x", "-a", "a."],
            parse: { text in
                do throws(ServerError) { return try PublicAddress(parsing: text) } catch {
                    throw ModelError(
                        .invalidValue, field: error.setting, message: error.message, remedy: error.remedy)
                }
            }, describe: \.description),
        ParserCase(
            Lifetime.self, accepted: ["1", "3600", "999999999"],
            refused: [
                "", "0", "0d", "-1", "+1", "01", "007d", "1.5h", "1w", "1H", "h", "s", "90 m", "1000000000", "1e3",
                "1dd", "１d",
            ],
            parse: Lifetime.init(parsing:), describe: { String($0.seconds) }),
        ParserCase(
            Switch.self, accepted: ["on", "off"], refused: ["", "On", "1", "0", "on ", "enable"],
            parse: Switch.init(parsing:), describe: { $0.isOn ? "on" : "off" }),
        ParserCase(
            Expiry.self, accepted: ["3600", "2027-01-01T00:00:00.000Z", "never"],
            refused: [
                "", "0", "1w", "2027-01-01", "2027-13-01T00:00:00Z", "T", "Z", "7dZ", "tomorrow", "Never", "never ",
            ],
            parse: Expiry.init(parsing:),
            describe: { $0.time?.description ?? $0.seconds.map { String($0) } ?? "never" }),
        ParserCase(
            Moment.self, accepted: ["3600", "2026-01-02T03:04:05.000Z"],
            refused: ["", "0", "-1", "1w", "2026-01-02", "2026-13-02T03:04:05Z", "now", "yesterday", "7d ago"],
            parse: Moment.init(parsing:),
            describe: {
                if case .ago(let duration) = $0 {
                    "\(duration.seconds)"
                } else {
                    $0.time(now: Timestamp(millisecondsSince1970: 0)).description
                }
            }),
        ParserCase(
            ContextName.self,
            accepted: ["default", "https://vpn.example.org:8081", "!", String(repeating: "a", count: 64)],
            refused: ["", "a b", "é", "a\n", String(repeating: "a", count: 65)]),
    ]

    /// Those that take any text in some place: nothing looks foreign there.
    static let lenient = [
        ParserCase(
            String.self, name: "Password", .secret,
            accepted: ["correct horse", String(repeating: "x", count: Password.maximumLength)],
            refused: ["", "too short", "９９９９９９９９９", String(repeating: "x", count: Password.maximumLength + 1)],
            parse: { text in
                _ = try Password(parsing: text)
                return text
            }, describe: { $0 }),
        ParserCase(
            Machine.self, accepted: ["node1=4711"],
            refused: [
                "", "node1", "node1=", "=1", "node1=0", "node1=-1", "node1=+1", "node1=01", "a=b=1", "a=2147483648",
            ],
            parse: Machine.init(parsing:), describe: { "\($0.name)=\($0.process)" }),
        token,
    ]

    static let everywhere = all + programs + lenient + lenientWireGuard
}
