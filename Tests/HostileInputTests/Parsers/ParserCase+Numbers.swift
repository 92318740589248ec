import NetmakerCore

extension ParserCase {
    static let numbers = [
        ParserCase(
            ListenPort.self, accepted: ["1", "51821", "65535"],
            refused: ["", "0", "65536", "-1", "+1", "01", "1 ", "x"]),
        ParserCase(
            NodeLimit.self, accepted: ["1", "10000", "1000000"], refused: ["", "0", "1000001", "-1", "01", "1e3"]),
        ParserCase(
            MTU.self, accepted: ["1280", "1420", "65535"], refused: ["", "0", "1279", "65536", "01420", "1420B"]),
        ParserCase(
            PersistentKeepalive.self, accepted: ["off", "1", "20", "65535"],
            refused: ["", "65536", "-1", "Off", "20s", "020"]),
        ParserCase(
            Revision.self, accepted: ["0", "1", "18446744073709551615"],
            refused: ["", "-1", "01", "18446744073709551616", "99999999999999999999", "1e3"]),
        ParserCase(
            Timestamp.self,
            accepted: [
                "1970-01-01T00:00:00.000Z", "2000-02-29T23:59:59.999Z", "2100-03-01T00:00:00.000Z",
                "1969-12-31T23:59:59.999Z", "0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z",
            ],
            refused: [
                "", "2026-01-02", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z",
                "2026-01-02T24:00:00Z", "2026-01-02T03:60:00Z", "2026-01-02T03:04:60Z", "2026-01-02T03:04:05+01:00",
                "2026-01-02 03:04:05Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-02T03:04:05.67Z",
                "2026-01-02t03:04:05z", "-001-01-01T00:00:00Z", "2026-01-02T03:04:05.678",
            ]),
        ParserCase(
            MapDigest.self, accepted: ["000102030405060708090a0b0c0d0e0f", "ffffffffffffffffffffffffffffffff"],
            refused: ["", "0", "000102030405060708090A0b0c0d0e0f", "+00102030405060708090a0b0c0d0e0f"]),
    ]
}
