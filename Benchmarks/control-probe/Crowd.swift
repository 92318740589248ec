/// Many who do the same, each again and again, until it was done so many times in all.
func crowd(
    of size: Int, doing count: Int, _ one: @escaping @Sendable (Int) async throws -> Void
) async throws -> (times: Times, elapsed: Duration) {
    let clock = ContinuousClock()
    let start = clock.now
    let each = try await withThrowingTaskGroup(of: [Duration].self) { group in
        for member in 0..<size {
            group.addTask {
                var times: [Duration] = []
                for number in stride(from: member, to: count, by: size) {
                    let before = clock.now
                    try await one(number)
                    times.append(clock.now - before)
                }
                return times
            }
        }
        var all: [Duration] = []
        for try await times in group { all += times }
        return all
    }
    var times = Times()
    for time in each { times.add(time) }
    return (times, clock.now - start)
}
