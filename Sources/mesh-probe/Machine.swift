import NetmakerCore

/// A machine of the mesh, known by a process that lives in its namespaces.
struct Machine: Sendable {
    let name: String
    let process: Int32

    init(name: String, process: Int32) {
        self.name = name
        self.process = process
    }

    /// `node1=4711`.
    init(parsing text: String) throws(ModelError) {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let process = Decimal.parse(parts[1], maximum: Int32.max), process > 0 else {
            throw ModelError(
                .invalidValue, field: "machine", message: "\"\(text.excerpt)\" names no machine and process",
                remedy: "give NAME=PROCESS, such as node1=4711")
        }
        self.init(name: String(parts[0]), process: process)
    }
}
