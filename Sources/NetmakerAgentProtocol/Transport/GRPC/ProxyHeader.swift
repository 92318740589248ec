internal import NIOCore
internal import NetmakerCore

/// Takes the line away with which a proxy begins a connection (PROXY protocol, version 1), and says what is in it. A
/// connection that begins otherwise goes on as it is.
///
/// `@unchecked Sendable`: all of it is used on its channel's event loop only.
final class ProxyHeader: ChannelInboundHandler, RemovableChannelHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// With the two bytes that end it, as the protocol has it.
    private static let longest = 107
    private static let mark = Array("PROXY ".utf8)

    private let tell: (IPAddress?) -> Void
    private var gathered = ByteBuffer()

    init(tell: @escaping (IPAddress?) -> Void) { self.tell = tell }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        gathered.writeBuffer(&bytes)
        let view = gathered.readableBytesView
        guard view.starts(with: Self.mark) || Self.mark.starts(with: view) else { return pass(context) }
        guard let end = view.firstIndex(of: UInt8(ascii: "\n")) else {
            // Who is believed and does not keep to the protocol is not what was trusted.
            if view.count >= Self.longest { context.close(promise: nil) }
            return
        }
        let length = end - view.startIndex + 1
        guard length <= Self.longest, let line = gathered.readString(length: length) else {
            return context.close(promise: nil)
        }
        tell(Self.source(in: line))
        pass(context)
    }

    /// Hands on what is there, and is no longer needed.
    private func pass(_ context: ChannelHandlerContext) {
        if gathered.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(gathered)) }
        gathered.clear()
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }

    /// The first address of `PROXY TCP4 198.51.100.11 198.51.100.1 56324 50051`; nil where the proxy knows none.
    static func source(in line: String) -> IPAddress? {
        let words = line.split(whereSeparator: \.isWhitespace)
        guard words.count == 6, words[0] == "PROXY", ["TCP4", "TCP6"].contains(words[1]) else { return nil }
        return IPAddress(grpcPeer: "ip:\(words[2]):0")
    }
}
