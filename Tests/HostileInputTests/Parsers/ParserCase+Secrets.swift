import FoundationEssentials
import NetmakerCore

extension ParserCase {
    private static let nearlyKeys = [
        "", "abc", "OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVg", "OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVg==",
        // Bits beyond the 32 bytes are set; the alphabet of URLs; a line break within.
        "OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVh=", "_AbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVg=",
        "OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG\n9nVg=",
    ]

    static let secrets = [
        ParserCase(
            PrivateKey.self, .secret, accepted: ["OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVg="], refused: nearlyKeys,
            parse: PrivateKey.init(parsing:), describe: { $0.base64RevealingSecret() }),
        ParserCase(
            PresharedKey.self, .secret, accepted: ["OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVg="],
            refused: nearlyKeys, parse: PresharedKey.init(parsing:), describe: { $0.base64RevealingSecret() }),
        ParserCase(
            IdentityPrivateKey.self, .secret, accepted: ["OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVg="],
            refused: nearlyKeys, parse: IdentityPrivateKey.init(parsing:), describe: { $0.base64RevealingSecret() }),
        ParserCase(
            Secret.self, .secret, accepted: ["OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVg"],
            refused: [
                "", "abc", "OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVg=",
                "OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVh",
                "+AbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVg", "OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nV",
            ],
            parse: Secret.init(parsing:), describe: { $0.revealed() }),
    ]

    /// White space is ignored in a token: mail programs wrap it.
    static let token = ParserCase(
        AccessToken.self, .secret, accepted: [tokenText(tokenJSON)],
        refused: [
            "", "not base64!", tokenText("[]"), tokenText("{}"), tokenText(#"{"version":1}"#),
            tokenText(#"{"version":0}"#), tokenText(#"{"version":2,"anything":"else"}"#),
            tokenText(tokenJSON.replacing("harbor", with: "Harbor")),
            tokenText(tokenJSON.replacing("50051", with: "0")),
            tokenText(tokenJSON.replacing("sha256//6", with: "sha256//_")),
            tokenText(tokenJSON.replacing("9nVg", with: "9nVh")),
            tokenText(tokenJSON) + "A", String(tokenText(tokenJSON).dropLast(4)),
        ],
        parse: AccessToken.init(parsing:), describe: { try $0.revealed() })

    static let tokenJSON =
        #"{"api":"vpn.example.org:8081","key":"OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVg","network":"harbor","#
        + #""pins":["sha256//6e7Xw3W2lqv0y0m1n0xq2o0bT8yq4r2ZqJbYp1aQm3M="],"server":"[2001:db8::1]:50051","version":1}"#

    static func tokenText(_ json: some StringProtocol) -> String { Data(json.utf8).base64EncodedString() }
}
