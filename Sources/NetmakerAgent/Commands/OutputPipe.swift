internal import Glibc
internal import NIOCore
internal import NIOPosix
internal import Synchronization
internal import SystemPackage

/// What a process writes into and we read from. An end that nobody takes is closed.
final class OutputPipe: Sendable {
    private let ends: Mutex<(read: SystemPackage.FileDescriptor?, write: SystemPackage.FileDescriptor?)>

    init() throws {
        let ends = try SystemPackage.FileDescriptor.pipe()
        // Not for processes that others start meanwhile: they would keep it open.
        for end in [ends.readEnd, ends.writeEnd] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
        self.ends = Mutex((ends.readEnd, ends.writeEnd))
    }

    deinit {
        ends.withLock { ends in
            for end in [ends.read, ends.write] {
                if let end { close(end.rawValue) }
            }
        }
    }

    /// The end to read from, once.
    func takeReadEnd() async throws -> NIOAsyncChannel<ByteBuffer, Never> {
        let end = ends.withLock { $0.read }
        let channel = try await NIOPipeBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .takingOwnershipOfDescriptor(input: end?.rawValue ?? -1) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, Never>(wrappingChannelSynchronously: channel)
                }
            }
        ends.withLock { $0.read = nil }
        return channel
    }

    /// The end to write to, once: whoever takes it closes it.
    func takeWriteEnd() -> SystemPackage.FileDescriptor {
        ends.withLock { ends in
            defer { ends.write = nil }
            return ends.write ?? SystemPackage.FileDescriptor(rawValue: -1)
        }
    }
}
