import SymbolicMusic
import Testing

@Suite("Tempo map")
struct TempoMapTests {
    private let map = TempoMap(
        ticksPerQuarter: 480,
        changes: [
            .init(tick: 960, microsecondsPerQuarter: 1_000_000), .init(tick: 480, microsecondsPerQuarter: 250_000),
            .init(tick: 480, microsecondsPerQuarter: 750_000), .init(tick: 1200, microsecondsPerQuarter: 0),
        ])

    @Test(
        "seconds and ticks",
        arguments: [(0, 0.0), (240, 0.25), (480, 0.5), (960, 1.25), (1440, 2.25)])
    func both(tick: Int, seconds: Double) {
        #expect(abs(map.seconds(atTick: tick) - seconds) < 1e-12)
        #expect(map.ticks(atSeconds: seconds) == tick)
    }

    @Test("ticks and seconds are inverse all the way")
    func inverse() {
        for tick in stride(from: 0, to: 5000, by: 7) {
            #expect(map.ticks(atSeconds: map.seconds(atTick: tick)) == tick)
        }
    }

    @Test("odd times are brought back", arguments: [-1.0, -.infinity, .nan])
    func oddTimes(seconds: Double) {
        #expect(map.ticks(atSeconds: seconds) == 0)
    }

    @Test("endless time ends")
    func endless() {
        #expect(map.ticks(atSeconds: .infinity) == 1 << 52)
        #expect(map.ticks(atSeconds: 1e300) == 1 << 52)
    }

    @Test("tempo at a tick, mean tempo, one tempo")
    func tempi() {
        #expect(map.microsecondsPerQuarter(atTick: 0) == 500_000)
        #expect(map.microsecondsPerQuarter(atTick: 480) == 750_000)
        #expect(abs(map.meanQuartersPerMinute(toTick: 960) - 96) < 1e-9)
        #expect(map.meanQuartersPerMinute(toTick: 0) == 120)
        #expect(TempoMap(ticksPerQuarter: 96, quartersPerMinute: 90).changes.map(\.microsecondsPerQuarter) == [666_667])
        #expect(TempoMap(ticksPerQuarter: 96, quartersPerMinute: 0).changes.map(\.microsecondsPerQuarter) == [500_000])
    }
}
