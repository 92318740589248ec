import Glibc

/// Bytes on their way to or from the system, grown in place and zeroed before their memory is given back.
///
/// Requests and answers may carry private and preshared keys. A value that cannot be copied and wipes itself, also when
/// it grows, leaves none behind on the heap.
public struct WipedBuffer: ~Copyable {
    @usableFromInline var base: UnsafeMutableRawPointer
    @usableFromInline var capacity: Int
    @usableFromInline var filled = 0
    /// How many bytes there have been at most since the memory was zeroed: more than there are after a truncation.
    private var dirty = 0

    /// How many bytes there are.
    @inlinable public var count: Int { filled }

    /// No bytes yet, and room for some.
    public init(capacity: Int) {
        self.capacity = max(capacity, 64)
        base = .allocate(byteCount: self.capacity, alignment: 8)
    }

    deinit {
        explicit_bzero(base, max(filled, dirty))
        base.deallocate()
    }

    /// Drops the bytes from an offset on. They are zeroed in the end, or written over.
    mutating func truncate(to count: Int) {
        precondition(count <= filled, "a truncation to more than there is")
        dirty = max(filled, dirty)
        filled = count
    }

    /// Appends the bytes of a value as they lie in memory: netlink speaks the host's byte order.
    @inlinable
    public mutating func append<Value: BitwiseCopyable>(_ value: Value) {
        extend(by: MemoryLayout<Value>.size).storeBytes(of: value, as: Value.self)
    }

    /// Appends bytes as they are.
    @inlinable
    public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        extend(by: bytes.count).copyMemory(from: start, byteCount: bytes.count)
    }

    /// Appends zeros up to the next multiple of four, where the next header or attribute begins.
    mutating func pad() {
        while filled % NetlinkLayout.alignment != 0 {
            append(0 as UInt8)
        }
    }

    /// Overwrites what stands at an offset that was appended before.
    @inlinable
    mutating func store<Value: BitwiseCopyable>(_ value: Value, at offset: Int) {
        precondition(offset + MemoryLayout<Value>.size <= filled, "a store past the end of the message")
        base.storeBytes(of: value, toByteOffset: offset, as: Value.self)
    }

    func load<Value: BitwiseCopyable>(_ type: Value.Type, at offset: Int) -> Value {
        precondition(offset + MemoryLayout<Value>.size <= filled, "a load past the end of the message")
        return base.loadUnaligned(fromByteOffset: offset, as: type)
    }

    /// Lends the bytes written so far.
    public func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(start: base, count: filled))
    }

    /// Appends what `fill` writes into fresh memory of a size, as many bytes as it says it wrote.
    public mutating func append<Failure: Error>(
        upTo size: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) {
        let before = filled
        let room = UnsafeMutableRawBufferPointer(start: extend(by: size), count: size)
        filled = before
        filled += min(try fill(room), size)
    }

    /// Makes room for bytes that are written at once, and counts them as written.
    @inlinable
    mutating func extend(by size: Int) -> UnsafeMutableRawPointer {
        if filled + size > capacity { grow(by: size) }
        defer { filled += size }
        return base + filled
    }

    @usableFromInline
    mutating func grow(by size: Int) {
        let larger = max(capacity * 2, filled + size)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 8)
        memory.copyMemory(from: base, byteCount: filled)
        explicit_bzero(base, max(filled, dirty))
        dirty = 0
        base.deallocate()
        base = memory
        capacity = larger
    }
}
