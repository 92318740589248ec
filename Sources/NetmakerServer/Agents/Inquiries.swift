internal import NetmakerCore
internal import Synchronization

/// The questions that agents are asked, until they are answered or nobody waits any more.
final class Inquiries: Sendable {
    private enum Inquiry {
        case open
        case awaited(CheckedContinuation<TunnelReport?, Never>)
        case answered(TunnelReport)
    }

    private struct State {
        var lastNumber: UInt64 = 0
        var inquiries: [UInt64: (node: NodeID, inquiry: Inquiry)] = [:]
    }
    private let state = Mutex(State())

    /// Begins one; `end` ends it.
    ///
    /// - Returns: its number.
    func begin(with node: NodeID) -> UInt64 {
        state.withLock { state in
            state.lastNumber += 1
            state.inquiries[state.lastNumber] = (node, .open)
            return state.lastNumber
        }
    }

    /// Forgets one.
    func end(_ number: UInt64) { state.withLock { $0.inquiries[number] = nil } }

    /// An agent has answered. What nobody asked, or asked another, is not listened to.
    func answer(_ report: TunnelReport, by node: NodeID) {
        let waiting: CheckedContinuation<TunnelReport?, Never>? = state.withLock { state in
            guard let (asked, inquiry) = state.inquiries[report.number], asked == node else { return nil }
            state.inquiries[report.number] = (asked, .answered(report))
            if case .awaited(let continuation) = inquiry { return continuation }
            return nil
        }
        waiting?.resume(returning: report)
    }

    /// The answer; nil when the task is cancelled before it comes. One task at a time may wait for it.
    func report(on number: UInt64) async -> TunnelReport? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let known: TunnelReport?? = state.withLock { state in
                    guard let (node, inquiry) = state.inquiries[number] else { return .some(nil) }
                    if case .answered(let report) = inquiry { return .some(report) }
                    if Task.isCancelled { return .some(nil) }
                    state.inquiries[number] = (node, .awaited(continuation))
                    return nil
                }
                if let known { continuation.resume(returning: known) }
            }
        } onCancel: {
            let waiting: CheckedContinuation<TunnelReport?, Never>? = state.withLock { state in
                guard let (node, inquiry) = state.inquiries[number], case .awaited(let continuation) = inquiry else {
                    return nil
                }
                state.inquiries[number] = (node, .open)
                return continuation
            }
            waiting?.resume(returning: nil)
        }
    }
}
