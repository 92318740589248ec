/// A property that does not hold.
struct Broken: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// - Throws: `Broken` unless the condition holds.
func require(_ condition: Bool, _ otherwise: @autoclosure () -> String) throws(Broken) {
    guard condition else { throw Broken(otherwise()) }
}
