/// How long each of many things took.
struct Times {
    private var samples: [Duration] = []

    mutating func add(_ time: Duration) { samples.append(time) }

    /// Prints how many there were, and the middle and the 99th percent of them.
    func report(_ name: String) {
        let sorted = samples.sorted()
        print("\(name)_n \(sorted.count)")
        for share in [50, 99] {
            // The smallest that no fewer than that share are equal to or below.
            let rank = max(1, (share * sorted.count + 99) / 100)
            print("\(name)_p\(share)_us \(sorted[rank - 1].wholeMicroseconds)")
        }
    }
}

extension Duration {
    var wholeMicroseconds: Int64 { Int64(self / .microseconds(1)) }
}

/// How much of something was done in a second, in whole numbers.
func rate(_ count: Int, in time: Duration) -> Int { Int(Double(count) / (time / .seconds(1))) }
