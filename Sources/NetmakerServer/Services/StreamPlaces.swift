internal import NetmakerControl
internal import Synchronization

/// How many may follow events at once: each holds a connection.
final class StreamPlaces: Sendable {
    /// The most of them.
    static let limit = 256

    private let count = Mutex(0)

    /// - Returns: a place, given back when nobody holds it any more.
    /// - Throws: `ControlError.Code.overloaded` when all are taken.
    func take() throws(ControlError) -> Place {
        let isFree = count.withLock { count in
            guard count < Self.limit else { return false }
            count += 1
            return true
        }
        guard isFree else {
            throw ControlError(
                .overloaded, message: "\(Self.limit) streams of events are open, as many as may be",
                remedy: "close one, or try again later")
        }
        return Place(of: self)
    }

    final class Place: Sendable {
        private let places: StreamPlaces

        fileprivate init(of places: StreamPlaces) { self.places = places }

        deinit { places.count.withLock { $0 -= 1 } }
    }
}
