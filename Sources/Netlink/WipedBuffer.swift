import Glibc

/// Bytes on their way to or from the system, grown in place and zeroed before their memory is given back.
///
/// Requests and answers may carry private and preshared keys. A value that cannot be copied and wipes itself, also when
/// it grows, leaves none behind on the heap.
public struct WipedBuffer: ~Copyable {
    private var memory: UnsafeMutableRawBufferPointer
    /// How many bytes there are.
    public private(set) var count = 0

    /// No bytes yet, and room for some.
    public init(capacity: Int) {
        memory = .allocate(byteCount: max(capacity, 64), alignment: 8)
    }

    deinit {
        Self.wipe(memory)
        memory.deallocate()
    }

    /// Appends the bytes of a value as they lie in memory: netlink speaks the host's byte order.
    public mutating func append<Value: BitwiseCopyable>(_ value: Value) {
        let size = MemoryLayout<Value>.size
        reserve(size)
        memory.storeBytes(of: value, toByteOffset: count, as: Value.self)
        count += size
    }

    /// Appends bytes as they are.
    public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        reserve(bytes.count)
        UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyMemory(from: bytes)
        count += bytes.count
    }

    /// Appends zeros up to the next multiple of four, where the next header or attribute begins.
    mutating func pad() {
        while count % NetlinkLayout.alignment != 0 {
            append(0 as UInt8)
        }
    }

    /// Overwrites what stands at an offset that was appended before.
    mutating func store<Value: BitwiseCopyable>(_ value: Value, at offset: Int) {
        precondition(offset + MemoryLayout<Value>.size <= count, "a store past the end of the message")
        memory.storeBytes(of: value, toByteOffset: offset, as: Value.self)
    }

    func load<Value: BitwiseCopyable>(_ type: Value.Type, at offset: Int) -> Value {
        precondition(offset + MemoryLayout<Value>.size <= count, "a load past the end of the message")
        return memory.loadUnaligned(fromByteOffset: offset, as: type)
    }

    /// Lends the bytes written so far.
    public func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(rebasing: memory[..<count]))
    }

    /// Appends what `fill` writes into fresh memory of a size, as many bytes as it says it wrote.
    public mutating func append<Failure: Error>(
        upTo size: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) {
        reserve(size)
        let room = UnsafeMutableRawBufferPointer(rebasing: memory[count..<count + size])
        count += min(try fill(room), size)
    }

    private mutating func reserve(_ size: Int) {
        guard count + size > memory.count else { return }
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(memory.count * 2, count + size), alignment: 8)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<count]))
        Self.wipe(memory)
        memory.deallocate()
        memory = larger
    }

    private static func wipe(_ memory: UnsafeMutableRawBufferPointer) {
        guard let base = memory.baseAddress else { return }
        explicit_bzero(base, memory.count)
    }
}
