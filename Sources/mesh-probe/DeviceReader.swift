import NetmakerCore

/// Reads one machine's device, over and over.
protocol DeviceReader: Sendable {
    /// Whether the device looks as it should by now.
    func meets(_ condition: Condition) async throws -> Bool
}

/// What is wrong with the machines one was told.
struct ProbeError: Error, CustomStringConvertible {
    let message: String
    let remedy: String

    var description: String { "\(message); \(remedy)" }
}
