internal import NetmakerAgentProtocol
internal import NetmakerControl
internal import NetmakerCore
internal import NetmakerServer

extension Measurement {
    /// Full maps, as the server makes them for an agent that has none.
    static let maps = [
        // Somebody has moved since the last map was made, as it is when agents come one after the other.
        Measurement("full map") { state, numbers in
            let cache = RecordCache(meter: DeliveryMeter())
            use(try MapDelivery(viewer: Population.nodeID(1), cache: cache).chunks(of: state))
            return try history(of: state, numbers).enumerated().map { number, moment in
                let delivery = MapDelivery(viewer: Population.nodeID(2 + number), cache: cache)
                return { use(try delivery.chunks(of: moment.state)) }
            }
        },
        Measurement("full map, nothing changed") { state, numbers in
            let cache = RecordCache(meter: DeliveryMeter())
            return numbers.map { number in
                let delivery = MapDelivery(viewer: Population.nodeID(2 + number), cache: cache)
                return { use(try delivery.chunks(of: state)) }
            }
        },
        Measurement("full map, the first") { state, numbers in
            numbers.map { _ in
                let delivery = MapDelivery(viewer: Population.nodeID(1), cache: RecordCache(meter: DeliveryMeter()))
                return { use(try delivery.chunks(of: state)) }
            }
        },
        Measurement("full map in bytes") { state, numbers in
            let delivery = MapDelivery(viewer: Population.nodeID(1), cache: RecordCache(meter: DeliveryMeter()))
            let chunks = try delivery.chunks(of: state)
            return numbers.map { _ in
                { for chunk in chunks { use(try ServerFrame.mapChunk(chunk).encoded()) } }
            }
        },
    ]

    /// What agents are told of a node that has moved.
    static let deltas = [
        // Its record is encoded here, for all.
        Measurement("delta, the first agent") { try deltaSteps(of: $0, $1, agents: 1) },
        Measurement("delta, a hundred agents") { try deltaSteps(of: $0, $1, agents: 100) },
    ]

    private static func deltaSteps(of state: NetworkState, _ numbers: Range<Int>, agents: Int) throws -> [Step] {
        let cache = RecordCache(meter: DeliveryMeter())
        // Everybody has been told of the network before.
        use(try MapDelivery(viewer: Population.nodeID(1), cache: cache).chunks(of: state))
        var before = state
        return try history(of: state, numbers).map { moment in
            let deliveries = (0..<agents).map { agent in
                // Node numbers that no history moves.
                var delivery = MapDelivery(viewer: Population.nodeID(3 * (agent % 33) + 2), cache: cache)
                delivery.sent(before)
                delivery.note(.nodes([moment.changed]))
                return delivery
            }
            before = moment.state
            return {
                for delivery in deliveries {
                    guard case .delta(let delta) = try delivery.step(to: moment.state) else { throw NoDelta() }
                    use(try ServerFrame.mapDelta(delta).encoded())
                }
            }
        }
    }

    struct NoDelta: Error {}
}
