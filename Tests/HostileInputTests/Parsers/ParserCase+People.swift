import NetmakerCore

extension ParserCase {
    /// What users and their tokens are set up with. Finds name a parser by its place: new ones come last.
    static let people = [
        ParserCase(APITokenName.self, accepted: ["backups", "t.1"], refused: ["", "T", "a b", "a/b"]),
        ParserCase(
            CommandGrant.self, accepted: ["denied", "granted"], refused: ["", "Granted", "none", "true", "granted "]),
        ParserCase(APITokenID.self, accepted: ["9f86d081884c7d65"], refused: ["", "token"]),
        ParserCase(
            Secret.self, name: "Secret(parsingAPIToken:)", .secret,
            accepted: ["nmt_OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVg"],
            refused: [
                "", "nmt_", "OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVg",
                "nmt_OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVh", "NMT_OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVg",
                "nmt_nmt_OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVg",
            ],
            parse: Secret.init(parsingAPIToken:), describe: { $0.revealedAsAPIToken() }),
    ]
}
