import Foundation
import Logging
import NetmakerCore
import NetmakerTesting
import Synchronization
import Testing

@testable import NetmakerServer

@Suite struct `A log in JSON` {
    @Test func `is an object a line, with what is said beside what every line has`() throws {
        let written = Mutex("")
        let lines: @Sendable (String) -> Void = { line in written.withLock { $0 += line } }
        var logger = Logger(label: "nm-server") { JSONLogHandler(label: $0, now: { Samples.time }, write: lines) }
        logger[metadataKey: "network"] = "harbor"
        logger.info("node \"one\"\njoined", metadata: ["node": "1", "time": "never"])
        logger.debug("not said")
        let text = written.withLock { $0 }
        #expect(text.split(separator: "\n").count == 1 && text.hasSuffix("}\n"))
        let fields = try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
        #expect(
            fields == [
                "time": Samples.time.description, "level": "info", "label": "nm-server",
                "message": "node \"one\"\njoined", "network": "harbor", "node": "1",
            ])
    }
}
