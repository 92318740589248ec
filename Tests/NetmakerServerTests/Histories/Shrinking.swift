extension RandomHistory {
    /// The shortest history found, by leaving out parts and then single operations, of which the same is still true.
    ///
    /// - Parameter isTelling: whether a history still shows what this one shows.
    func shrunk(_ isTelling: (RandomHistory) async -> Bool) async -> RandomHistory {
        var kept = operations
        var size = max(1, kept.count / 2)
        while true {
            var hasShrunk = false
            var end = kept.count
            // From the end: what comes last depends on what came before, seldom the other way round.
            while end > 0 {
                let start = max(0, end - size)
                var candidate = kept
                candidate.removeSubrange(start..<end)
                if await isTelling(RandomHistory(seed: seed, operations: candidate)) {
                    kept = candidate
                    hasShrunk = true
                }
                end = start
            }
            if size > 1 { size /= 2 } else if !hasShrunk { break }
        }
        return RandomHistory(seed: seed, operations: kept)
    }
}
