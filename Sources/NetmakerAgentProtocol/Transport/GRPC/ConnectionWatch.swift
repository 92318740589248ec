internal import NIOCore

/// Closes a connection that has no stream, or from which nothing comes, for too long.
///
/// The transport has timers of its own, but they say goodbye and wait for an answer, which whoever says nothing never
/// gives. Stands at the socket's end of the pipeline, so that what counts is what arrives, TLS or not.
///
/// `@unchecked Sendable`: all of it is used on its channel's event loop only, as every function asserts.
final class ConnectionWatch: ChannelInboundHandler, @unchecked Sendable {
    typealias InboundIn = NIOAny
    typealias InboundOut = NIOAny

    private let limits: ConnectionLimits
    private let eventLoop: any EventLoop
    private var context: ChannelHandlerContext?
    private var timer: Scheduled<Void>?
    private var streams = 0
    private var lastUse: NIODeadline
    private var lastRead: NIODeadline
    /// When it is over whatever happens: once the server stops listening.
    private var lastMoment = NIODeadline.distantFuture

    init(limits: ConnectionLimits, eventLoop: any EventLoop) {
        self.limits = limits
        self.eventLoop = eventLoop
        lastUse = eventLoop.now
        lastRead = eventLoop.now
    }

    /// Watches a connection that was just accepted.
    static func watch(_ channel: any Channel, _ limits: ConnectionLimits) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let watch = ConnectionWatch(limits: limits, eventLoop: channel.eventLoop)
            try channel.pipeline.syncOperations.addHandler(watch, position: .first)
        }
    }

    /// Notes a stream, from its beginning to its end, and sees to it that it ends.
    static func note(_ stream: any Channel) -> EventLoopFuture<Void> {
        guard let connection = stream.parent else { return stream.eventLoop.makeSucceededVoidFuture() }
        // A stream is on its connection's event loop.
        return stream.eventLoop.makeCompletedFuture {
            let watch = try connection.pipeline.syncOperations.handler(type: ConnectionWatch.self)
            try stream.pipeline.syncOperations.addHandler(StreamWatch(limits: watch.limits), position: .first)
            watch.opened()
            stream.closeFuture.assumeIsolated().whenComplete { _ in watch.closed() }
        }
    }

    private func opened() {
        eventLoop.assertInEventLoop()
        streams += 1
    }

    private func closed() {
        eventLoop.assertInEventLoop()
        streams -= 1
        lastUse = eventLoop.now
    }

    func handlerAdded(context: ChannelHandlerContext) {
        eventLoop.assertInEventLoop()
        self.context = context
        look()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastRead = eventLoop.now
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        context.fireUserInboundEventTriggered(event)
        guard event is ChannelShouldQuiesceEvent else { return }
        lastMoment = eventLoop.now + (streams > 0 ? TimeAmount(limits.farewell) : .zero)
        timer?.cancel()
        look()
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    /// Closes the connection when its time is over, or looks again when that may be.
    private func look() {
        eventLoop.assertInEventLoop()
        guard let context else { return }
        let silenceEnds = lastRead + TimeAmount(limits.silence)
        let useEnds = streams > 0 ? .distantFuture : lastUse + TimeAmount(limits.unused)
        let end = min(silenceEnds, useEnds, lastMoment)
        guard eventLoop.now < end else { return context.close(promise: nil) }
        // A stream may end meanwhile: so the look comes no later than the connection could be over then.
        let next = min(end, eventLoop.now + TimeAmount(limits.unused))
        timer = eventLoop.scheduleTask(deadline: next) { [self] in look() }
    }
}
