import SymbolicMusic
import Testing

@Suite("Bars")
struct MeterMapTests {
    private func position(_ bar: Int, _ offset: Int, of length: Int) -> MeterMap.BarPosition {
        MeterMap.BarPosition(bar: bar, offsetInBar: offset, barLength: length)
    }

    @Test("4/4 where nothing is said")
    func byDefault() {
        let map = MeterMap()
        #expect(map.barPosition(ofStep: 0) == position(0, 0, of: 48))
        #expect(map.barPosition(ofStep: 47) == position(0, 47, of: 48))
        #expect(map.barPosition(ofStep: 100) == position(2, 4, of: 48))
        #expect(map.barPosition(ofStep: -5) == position(0, 0, of: 48))
        #expect(map.step(ofBar: 3) == 144)
    }

    @Test("upbeat, change of metre, and a bar that the change cuts short")
    func changes() {
        let map = MeterMap([
            MeterChange(tick: 0, numerator: 1, denominator: 4), MeterChange(tick: 12, numerator: 3, denominator: 4),
            MeterChange(tick: 12 + 36 + 20, numerator: 6, denominator: 8),
        ])
        #expect(map.barPosition(ofStep: 11) == position(0, 11, of: 12))
        #expect(map.barPosition(ofStep: 12) == position(1, 0, of: 36))
        #expect(map.barPosition(ofStep: 50) == position(2, 2, of: 20))
        #expect(map.barPosition(ofStep: 68) == position(3, 0, of: 36))
        #expect(map.barPosition(ofStep: 140) == position(5, 0, of: 36))
        #expect((0...5).map(map.step(ofBar:)) == [0, 12, 48, 68, 104, 140])
    }

    @Test("of two metres at one step the last counts; impossible ones do not")
    func oddities() {
        let map = MeterMap([
            MeterChange(tick: 0, numerator: 3, denominator: 4), MeterChange(tick: 0, numerator: 2, denominator: 4),
            MeterChange(tick: 24, numerator: 0, denominator: 4), MeterChange(tick: 48, numerator: 4, denominator: 0),
        ])
        #expect(map.barPosition(ofStep: 60) == position(2, 12, of: 24))
    }

    @Test(
        "bars that are no whole number of steps stay in time", arguments: [(5, 32), (7, 64), (1, 64), (3, 32), (4, 4)])
    func fractions(numerator: Int, denominator: Int) {
        let map = MeterMap([MeterChange(tick: 0, numerator: numerator, denominator: denominator)])
        for step in 0..<1000 {
            let place = map.barPosition(ofStep: step)
            #expect(place.offsetInBar >= 0 && place.offsetInBar < place.barLength)
            #expect(map.step(ofBar: place.bar) == step - place.offsetInBar)
            #expect(place.bar == step * denominator / (48 * numerator))
        }
    }
}
