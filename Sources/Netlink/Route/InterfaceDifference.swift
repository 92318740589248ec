/// How an interface differs from what was told of it.
public struct InterfaceDifference: Hashable, Sendable {
    /// What was told; nil when it is new.
    public let former: InterfaceEntry?
    /// What is; nil when it has vanished.
    public let current: InterfaceEntry?

    init(from former: InterfaceEntry?, to current: InterfaceEntry?) {
        self.former = former
        self.current = current
    }
}
