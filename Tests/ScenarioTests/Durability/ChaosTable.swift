/// How often the server died of what.
struct ChaosTable {
    /// What it died of at all.
    private(set) var kinds: Set<CrashPoint.Kind> = []
    private var counts: [String: [String: Int]] = [:]
    private var total = 0

    mutating func count(_ kind: CrashPoint.Kind, _ point: CrashPoint) {
        kinds.insert(kind)
        // One that was killed from outside did not come to its point.
        let moment = kind == point.kind && kind != .time ? "\(point.moment.rawValue) " : ""
        let row = kind == .time ? "at any time" : moment + kind.rawValue
        let column = kind == point.kind ? point.loss.name : CrashPoint.Loss.process.name
        counts[row, default: [:]][column, default: 0] += 1
        total += 1
    }

    func text(seed: UInt64, acknowledged: Int, _ unanswered: Int) -> String {
        let columns = ["killed", "power cut, all lost", "power cut, some lost"]
        func line(_ cells: [String]) -> String {
            let widths = [24] + columns.map { $0.count + 2 }
            return zip(cells, widths).map { cell, width in
                let space = String(repeating: " ", count: max(0, width - cell.count))
                return cell == cells[0] ? cell + space : space + cell
            }.joined()
        }
        let rows = counts.keys.sorted().map { row in
            line([row] + columns.map { counts[row]?[$0].map(String.init) ?? "" })
        }
        let sum = "\(total) kills of seed \(seed): \(acknowledged) changes acknowledged, \(unanswered) not answered"
        return ([sum, line(["died"] + columns)] + rows).joined(separator: "\n")
    }
}
