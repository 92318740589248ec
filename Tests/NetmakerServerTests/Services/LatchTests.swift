import Testing

@testable import NetmakerServer

@Suite struct `A latch` {
    private struct Failure: Error {}
    private let latch = Latch<Int>()

    @Test func `gives its value to all who wait, and to all who come later`() async throws {
        async let early = latch.value
        async let other = latch.value
        latch.open(7)

        let values = try await [early, other, latch.value]
        #expect(values == [7, 7, 7])
    }

    @Test func `keeps the first outcome`() async throws {
        latch.open(7)
        latch.open(8)
        latch.fail(Failure())

        #expect(try await latch.value == 7)
    }

    @Test func `lets nobody wait for a value that will not come`() async {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { [latch] in
                do {
                    _ = try await latch.value
                    return false
                } catch {
                    return error is Failure
                }
            }
            latch.fail(Failure())
            #expect(await group.next() == true)
        }
    }

    @Test func `lets go of who is cancelled`() async {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { [latch] in
                do {
                    _ = try await latch.value
                    return false
                } catch {
                    return error is CancellationError
                }
            }
            group.cancelAll()
            #expect(await group.next() == true)
        }
    }
}
