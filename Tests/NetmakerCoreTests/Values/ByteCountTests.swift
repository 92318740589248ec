import Testing

@testable import NetmakerCore

@Suite struct `A count of bytes` {
    @Test(
        arguments: [
            (0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1536, "1.5 KiB"), (1_048_575, "1023.9 KiB"),
            (1_048_576, "1.0 MiB"), (5 << 20, "5.0 MiB"), (3 << 30, "3.0 GiB"), (1 << 40, "1.0 TiB"),
            (UInt64.max, "1677721.5 TiB"),
        ] as [(UInt64, String)])
    func `is in the unit it fits`(_ bytes: UInt64, _ text: String) { #expect(ByteCount(bytes).description == text) }
}
