internal import NetmakerControl

/// Metrics as Prometheus reads them: the text format, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
struct Exposition {
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    enum Kind: String {
        /// Only ever grows, until the process ends. Its name ends with `_total`.
        case counter
        case gauge
        case histogram
    }

    typealias Labels = KeyValuePairs<String, String>

    private(set) var text = ""

    /// A metric that has one value.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
        begin(name, kind, help)
        sample(name, [:], value)
    }

    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Int) {
        add(name, kind, help, Double(value))
    }

    /// A metric with a value for each of some labels.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [(labels: Labels, value: Int)]) {
        begin(name, kind, help)
        for (labels, value) in samples { sample(name, labels, Double(value)) }
    }

    /// A histogram for each of some labels.
    mutating func add(_ name: String, _ help: String, _ histograms: [(labels: Labels, value: DurationHistogram)]) {
        begin(name, .histogram, help)
        for (labels, histogram) in histograms {
            var sum = 0
            for (bound, count) in zip(DurationHistogram.bounds.map(Self.number) + ["+Inf"], histogram.counts) {
                sum += count
                sample(name + "_bucket", labels, Double(sum), bound: bound)
            }
            sample(name + "_sum", labels, histogram.total)
            sample(name + "_count", labels, Double(histogram.count))
        }
    }

    private mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(Self.escaped(help))\n# TYPE \(name) \(kind.rawValue)\n"
    }

    private mutating func sample(_ name: String, _ labels: Labels, _ value: Double, bound: String? = nil) {
        var pairs = labels.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }
        if let bound { pairs.append("le=\"\(bound)\"") }
        text += name + (pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}") + " \(Self.number(value))\n"
    }

    /// Whole numbers without a point, as people write them.
    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }

    /// Our help texts hold no quotes, which would need no escape there.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"": result += "\\\""
            default: result.append(character)
            }
        }
        return result
    }
}
