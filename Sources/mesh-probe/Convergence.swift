/// How a change came into force.
struct Convergence: Sendable {
    /// When each device was seen to have it, since the change's start, in ascending order.
    let times: [Duration]
    /// The machines whose device did not have it in time.
    let missing: [String]
    /// How long it took to make the change.
    let change: Duration

    /// The smallest time that no fewer than this share of the devices are within; nil when there are none.
    func quantile(_ percent: Int) -> Duration? {
        guard !times.isEmpty else { return nil }
        return times[max(0, (percent * times.count + 99) / 100 - 1)]
    }

    /// What people are told.
    var sentence: String {
        guard missing.isEmpty else {
            return "\(times.count) machines have it; \(missing.joined(separator: ", ")) not"
        }
        guard let median = quantile(50), let last = times.last else { return "there is nobody to have it" }
        let all = "\(times.count) of \(times.count) machines have it"
        return "\(all) \(last.milliseconds) ms after the start of the command, half of them after "
            + "\(median.milliseconds) ms; the command took \(change.milliseconds) ms"
    }

    /// What programs are told.
    var json: String {
        var fields = ["\"devices\":\(times.count)", "\"missing\":\(missing.count)"]
        for (name, time) in [("p50_ms", quantile(50)), ("p99_ms", quantile(99)), ("last_ms", times.last)] {
            if let time { fields.append("\"\(name)\":\(time.milliseconds)") }
        }
        fields.append("\"change_ms\":\(change.milliseconds)")
        return "{\(fields.joined(separator: ","))}"
    }
}

extension Duration {
    /// With one decimal, rounded up, so that nothing is told as faster than it was.
    fileprivate var milliseconds: String {
        let tenths = components.seconds * 10_000 + (components.attoseconds + 99_999_999_999_999) / 100_000_000_000_000
        return "\(tenths / 10).\(tenths % 10)"
    }
}
