// Going through a collection touches every element that comes out of it. In a release build these are what they are
// given.

#if DEBUG
    /// A collection whose elements are counted as they come out.
    struct Metered<Base: Collection>: Collection {
        let base: Base

        var startIndex: Base.Index { base.startIndex }
        var endIndex: Base.Index { base.endIndex }
        var count: Int { base.count }
        var isEmpty: Bool { base.isEmpty }

        func index(after index: Base.Index) -> Base.Index { base.index(after: index) }

        subscript(index: Base.Index) -> Base.Element {
            touch()
            return base[index]
        }

        func makeIterator() -> MeteredIterator<Base.Iterator> { metered(base.makeIterator()) }
    }

    struct MeteredIterator<Base: IteratorProtocol>: IteratorProtocol {
        var base: Base

        mutating func next() -> Base.Element? {
            guard let element = base.next() else { return nil }
            touch()
            return element
        }
    }

    func metered<Base: Collection>(_ base: Base) -> Metered<Base> { Metered(base: base) }
    func metered<Base: IteratorProtocol>(_ base: Base) -> MeteredIterator<Base> { MeteredIterator(base: base) }
#else
    @inline(__always) func metered<Base>(_ base: Base) -> Base { base }
#endif
