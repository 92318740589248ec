extension Clock<Duration> {
    /// How long it is since this call, whenever that is asked.
    func stopwatch() -> @Sendable () -> Duration {
        let start = now
        return { start.duration(to: self.now) }
    }
}
