import FoundationEssentials
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `Timestamps` {
    @Test func `count from 1970`() throws {
        #expect(try Timestamp(parsing: "1970-01-01T00:00:00.001Z").millisecondsSince1970 == 1)
        #expect(try Timestamp(parsing: "1969-12-31T23:59:59.999Z").millisecondsSince1970 == -1)
        #expect(try Timestamp(parsing: "2026-01-02T03:04:05Z").millisecondsSince1970 == 1_767_323_045_000)
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `print the date that Foundation's calendar has`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<250 {
            // From 1600 on: before 1582 that calendar is Julian.
            let seconds = Int64.random(in: -11_676_096_000...253_402_300_799, using: &generator)
            let moment = Timestamp(millisecondsSince1970: seconds * 1000)
            let date = Date(timeIntervalSince1970: TimeInterval(seconds))
            #expect(moment.description == date.formatted(.iso8601).dropLast() + ".000Z")
        }
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `come back from their text`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let all = Timestamp.earliest.millisecondsSince1970...Timestamp.latest.millisecondsSince1970
        for _ in 0..<500 {
            let moment = Timestamp(millisecondsSince1970: .random(in: all, using: &generator))
            #expect(try Timestamp(parsing: moment.description) == moment)
        }
    }

    @Test func `beyond what a text can say are held at the nearest`() {
        #expect(Timestamp(millisecondsSince1970: .max) == .latest)
        #expect(Timestamp(millisecondsSince1970: .min) == .earliest)
        #expect(Timestamp.latest.description == "9999-12-31T23:59:59.999Z")
        #expect(Timestamp.earliest.description == "0000-01-01T00:00:00.000Z")
    }

    @Test func `add and subtract durations, dropping parts of a millisecond`() {
        let moment = Timestamp(millisecondsSince1970: 1000)
        #expect((moment + .microseconds(1999)).millisecondsSince1970 == 1001)
        #expect((moment - .microseconds(1999)).millisecondsSince1970 == 999)
        #expect((moment + .seconds(-2)).millisecondsSince1970 == -1000)
        #expect((moment + .seconds(60)).duration(since: moment) == .seconds(60))
        #expect(moment.duration(since: moment + .seconds(60)) == .seconds(-60))
    }

    @Test(arguments: [Duration.seconds(Int64.max), .seconds(Int64.max / 1000), .milliseconds(Int64.max)])
    func `survive any duration`(duration: Duration) {
        for moment in [Timestamp.earliest, Timestamp(millisecondsSince1970: 0), .latest] {
            #expect(moment + duration == .latest)
            #expect(moment - duration == .earliest)
            #expect(moment + (.zero - duration) == .earliest)
            #expect(moment - (.zero - duration) == .latest)
        }
    }
}
