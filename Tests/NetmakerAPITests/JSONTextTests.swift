import NetmakerAPI
import Testing

@Suite struct `A text that was taken for JSON` {
    /// As many as a body may hold: with a copy of all of them for each it is a matter of minutes.
    @Test(.timeLimit(.minutes(1))) func `is looked through in no time, however many names it has`() {
        let names = (0..<100_000).map { "\"\($0)\":0" }.joined(separator: ",")
        #expect(JSONText(Array("{\(names),\"7\":0}".utf8)).fault == .repeatedName("7"))
    }

    @Test(arguments: [
        (#"{"a": 1, "\u0061": 2}"#, JSONText.Fault.repeatedName("a")),
        (#"{"a": {"b": 1, "b": 2}}"#, .repeatedName("b")),
        (#"{"a": {"a": 1}, "b": [{"a": 1}, {"a": 1}]}"#, nil), (#"["a", "a"]"#, nil), (#"[1, ]"#, .commaBeforeNothing),
    ]) func `has what was found in it`(_ text: String, _ fault: JSONText.Fault?) {
        #expect(JSONText(Array(text.utf8)).fault == fault)
    }
}
