internal import NIOCore
internal import NIOHTTPTypes

/// Ends a request whose body does not come in time, whether anybody reads it or not: who does is told `SlowBody`, and
/// the connection is closed once that could be answered.
///
/// `@unchecked Sendable`: all of it is used on its channel's event loop only, as every function asserts.
final class BodyDeadline: ChannelInboundHandler, RemovableChannelHandler, @unchecked Sendable {
    typealias InboundIn = HTTPRequestPart

    private let limits: ServerLimits
    /// Set while a body is coming.
    private var timer: Scheduled<Void>?

    init(_ limits: ServerLimits) { self.limits = limits }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: allow(limits.body, context)
        case .body: break
        case .end: stop()
        }
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent, timer != nil { allow(limits.farewell, context) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { stop() }

    private func allow(_ duration: Duration, _ context: ChannelHandlerContext) {
        after(duration, context) { [self] in
            context.fireErrorCaught(SlowBody())
            after(limits.farewell, context) { context.close(promise: nil) }
        }
    }

    private func after(_ duration: Duration, _ context: ChannelHandlerContext, _ action: @escaping () -> Void) {
        stop()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(duration), action)
    }

    private func stop() {
        timer?.cancel()
        timer = nil
    }
}

/// That a body did not come in time.
struct SlowBody: Error {}
