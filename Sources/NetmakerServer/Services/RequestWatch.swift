internal import NIOCore
internal import NIOHTTPTypes

/// Closes a connection whose request takes too long, be it to come or to be answered.
///
/// Hummingbird closes connections that are idle, and bears with all others: with one whose client takes no answer for
/// ever, even when the server is to stop. Stands before Hummingbird, where requests and answers are whole.
final class RequestWatch: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: ServerLimits
    /// Whether a request has begun to come and not ended.
    private var isComing = false
    /// How many requests have no answer yet: several when they were sent at once.
    private var unanswered = 0
    /// Closes the connection; nil while nothing is to be waited for.
    private var end: Scheduled<Void>?
    private var isStopping = false

    init(_ limits: ServerLimits) { self.limits = limits }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head:
            isComing = true
            unanswered += 1
            // One that comes beside others buys them no time.
            if end == nil { wait(context) }
        case .body: break
        case .end:
            isComing = false
            if unanswered == 0 { wait(context) }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch Self.unwrapOutboundIn(data) {
        case .head: break
        // A stream may go on for as long as each part of it is taken in time.
        case .body:
            context.write(data, promise: renewing(promise, context))
            return
        case .end:
            // What is no request is answered too.
            unanswered = max(0, unanswered - 1)
            wait(context)
        }
        context.write(data, promise: promise)
    }

    /// A promise that lets the wait begin anew once what was written is on its way.
    private func renewing(
        _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext
    ) -> EventLoopPromise<Void> {
        let renewing = promise ?? context.eventLoop.makePromise()
        renewing.futureResult.assumeIsolated().whenSuccess { [self] in wait(context) }
        return renewing
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            end?.cancel()
            // The body's time, and its answer's.
            end = close(context, in: limits.farewell * 2)
            isStopping = true
        }
        context.fireUserInboundEventTriggered(event)
    }

    func handlerRemoved(context: ChannelHandlerContext) { end?.cancel() }

    /// Begins to wait anew, if there is anything to wait for.
    private func wait(_ context: ChannelHandlerContext) {
        guard !isStopping else { return }
        end?.cancel()
        end = isComing || unanswered > 0 ? close(context, in: limits.request) : nil
    }

    private func close(_ context: ChannelHandlerContext, in time: Duration) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(time)) { context.close(promise: nil) }
    }
}
