import Testing

@testable import mesh_probe

@Suite struct `What is told of a convergence` {
    @Test func `takes as quantile the smallest time that enough devices are within`() {
        let convergence = Convergence(
            times: (1...50).map { .milliseconds($0) }, missing: [], change: .milliseconds(3))
        #expect(convergence.quantile(50) == .milliseconds(25))
        #expect(convergence.quantile(99) == .milliseconds(50))
    }

    @Test func `never tells a time as shorter than it was`() {
        let convergence = Convergence(times: [.microseconds(12_301)], missing: [], change: .zero)
        #expect(
            convergence.json
                == #"{"devices":1,"missing":0,"p50_ms":12.4,"p99_ms":12.4,"last_ms":12.4,"change_ms":0.0}"#)
    }

    @Test func `names the machines that do not have the change`() {
        let convergence = Convergence(times: [.milliseconds(1)], missing: ["node2", "node3"], change: .zero)
        #expect(convergence.sentence == "1 machines have it; node2, node3 not")
    }
}
