import Synthesis
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Loops of inharmonic sounds")
struct SteadyLoopTests {
    private let rate = 8000.0
    /// A string of much inharmonicity: partials that have no common period.
    private let frequencies = [220.31, 441.9, 668.4, 903.7, 1151.2]

    private func string(_ frames: Int, decay: Double) -> [Float] {
        (0..<frames).map { frame in
            let time = Double(frame) / rate
            let fall = pow(10, -decay * time / 20)
            return Float(
                fall
                    * frequencies.enumerated().reduce(0) { sum, partial in
                        sum + 0.3 / Double(partial.offset + 1)
                            * sin(2 * .pi * partial.element * time + Double(partial.offset))
                    })
        }
    }

    @Test("partials are measured to a fiftieth of a hertz and a hundredth of their amplitude")
    func partials() throws {
        let steady = SteadyLoop(sampleRate: rate)
        let found = steady.partials(of: string(4 * steady.reach, decay: 0), at: 2 * steady.reach)
        try #require(found.count == frequencies.count)
        for (index, partial) in found.enumerated() {
            #expect(abs(partial.frequency * rate - frequencies[index]) < 0.02)
            #expect(abs(partial.magnitude / (0.3 / Double(index + 1)) - 1) < 0.01)
        }
    }

    @Test("the loop goes on from the recording in phase, and repeats exactly")
    func looped() {
        let steady = SteadyLoop(sampleRate: rate)
        let (start, length) = (12_000, 6000)
        let recorded = string(start + steady.reach, decay: 6)
        let result = steady.looped(
            recorded, start: start, length: length, tail: 64, fade: 400, decay: 6, sampleRate: rate)
        #expect(result.count == start + length + 64)
        #expect(result[..<(start - 400)] == recorded[..<(start - 400)])
        #expect(result[start..<start + 64] == result[(start + length)...])
        // Over the fade, and for a hundredth of a second beyond it, the loop is the recording.
        var (error, energy) = (0.0, 0.0)
        for frame in start - 400..<start + 80 {
            error += pow(Double(result[frame] - recorded[frame]), 2)
            energy += pow(Double(recorded[frame]), 2)
        }
        #expect(10 * log10(error / energy) < -26)
        // The step from the loop's last frame to its first is a step like those around it.
        let steps = (start + length - 200..<start + length + 60).map { abs(result[$0 + 1] - result[$0]) }
        #expect(steps[199] <= steps.max()! && steps.max()! < 0.6)
        // It does not decay.
        func level(_ range: Range<Int>) -> Double {
            10 * log10(range.reduce(0.0) { $0 + pow(Double(result[$1]), 2) } / Double(range.count))
        }
        #expect(abs(level(start..<start + 3000) - level(start + 3000..<start + 6000)) < 0.5)
    }
}
