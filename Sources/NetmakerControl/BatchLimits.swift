/// How much shares one transaction. What comes later shares the next: whoever is in the batch waits for all of it.
public struct BatchLimits: Hashable, Sendable {
    /// The most commands; 64 unless said otherwise.
    public var commands: Int
    /// How long the deciding may take before what has been decided is committed; 2 ms unless said otherwise.
    public var deciding: Duration

    public init(commands: Int = 64, deciding: Duration = .milliseconds(2)) {
        self.commands = commands
        self.deciding = deciding
    }
}
