/// A value that never prints: whatever turns it into text, also inside another value, gets the name of its type.
/// Nothing codes or hashes it either; its text leaves by one function, whose name says so.
public protocol Redacted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Redacted {
    public var description: String { "\(Self.self)(redacted)" }
    public var debugDescription: String { description }
    /// No children, or `dump` would show them.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
