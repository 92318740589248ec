import NetmakerAPI
import Synchronization

/// What a browser does and says besides, for as long as it is open.
final class Observations: Sendable {
    private struct State {
        var problems: [String] = []
        var requests: [String] = []
        var bytes = 0
        var failures: [String] = []
        var refusals: [String] = []
    }
    private let state = Mutex(State())

    /// What went wrong in the page: exceptions, and what the console calls an error or the policy stopped. Not that the
    /// server refused something: that is an answer, which the page shows.
    var problems: [String] { state.withLock { $0.problems } }

    /// The addresses that were asked for, in order.
    var requests: [String] { state.withLock { $0.requests } }

    /// How many bytes came over the wire.
    var bytes: Int { state.withLock { $0.bytes } }

    /// Why what was asked for did not come.
    var failures: [String] { state.withLock { $0.failures } }

    /// The addresses whose refusal the console shows in red, in order.
    var refusals: [String] { state.withLock { $0.refusals } }

    /// Counts anew what is asked for.
    func startAnew() {
        state.withLock {
            $0.requests = []
            $0.bytes = 0
        }
    }

    /// What it is told.
    static let events: Set = [
        "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded", "Network.requestWillBeSent",
        "Network.loadingFinished", "Network.loadingFailed",
    ]

    func note(_ event: DevTools.Event) {
        let parameters = event.parameters
        switch event.method {
        case "Runtime.exceptionThrown":
            let details = parameters["exceptionDetails"]
            let text = details?["exception"]?["description"]?.text ?? details?["text"]?.text
            state.withLock { $0.problems.append(text ?? "an exception") }
        case "Runtime.consoleAPICalled":
            guard ["error", "warning", "assert"].contains(parameters["type"]?.text) else { return }
            let said = (parameters["args"]?.items ?? []).map { $0["value"]?.text ?? $0["description"]?.text ?? "?" }
            state.withLock { $0.problems.append(said.joined(separator: " ")) }
        case "Log.entryAdded":
            let entry = parameters["entry"]
            guard entry?["level"]?.text == "error" || entry?["level"]?.text == "warning" else { return }
            if entry?["source"]?.text == "network" {
                guard entry?["level"]?.text == "error" else { return }
                state.withLock { $0.refusals.append(entry?["url"]?.text ?? "an address") }
            } else {
                state.withLock { $0.problems.append(entry?["text"]?.text ?? "an entry") }
            }
        case "Network.requestWillBeSent":
            guard let address = parameters["request"]?["url"]?.text else { return }
            state.withLock { $0.requests.append(address) }
        case "Network.loadingFinished":
            let count = parameters["encodedDataLength"]?.amount ?? 0
            state.withLock { $0.bytes += Int(count) }
        case "Network.loadingFailed":
            state.withLock { $0.failures.append(parameters["errorText"]?.text ?? "a failure") }
        default: break
        }
    }
}
