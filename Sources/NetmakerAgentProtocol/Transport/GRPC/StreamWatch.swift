internal import NIOCore
internal import NIOHTTP2

/// Ends a stream whose peer does not let it end.
///
/// A stream is over when both sides have said their last word (RFC 9113, section 5.1), and gRPC waits for that: for a
/// peer that never says its own, or takes nothing of ours, for as long as the peer answers pings. Stands at the
/// connection's end of the stream's pipeline, so that what counts is what goes out.
final class StreamWatch: ChannelDuplexHandler {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias InboundOut = HTTP2Frame.FramePayload
    typealias OutboundIn = HTTP2Frame.FramePayload
    typealias OutboundOut = HTTP2Frame.FramePayload

    private let limits: ConnectionLimits
    /// Ends the stream after its last word.
    private var farewell: Scheduled<Void>?
    /// Ends the stream while its peer takes nothing; nil while it does.
    private var standstill: Scheduled<Void>?

    init(limits: ConnectionLimits) { self.limits = limits }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .headers(let headers) = Self.unwrapOutboundIn(data), headers.endStream, farewell == nil {
            farewell = close(context, in: limits.farewell)
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        standstill?.cancel()
        standstill = context.channel.isWritable ? nil : close(context, in: limits.silence)
        context.fireChannelWritabilityChanged()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        farewell?.cancel()
        standstill?.cancel()
    }

    /// A stream that its peer still knows is reset.
    private func close(_ context: ChannelHandlerContext, in time: Duration) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(time)) { context.close(promise: nil) }
    }
}
