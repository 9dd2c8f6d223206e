import AudioFiles
import Testing

@Suite struct QuantizerTests {
    @Test func `full scale is clipped, everything else rounded`() {
        var plain = Quantizer(bits: 16, isDithered: false)
        let values: [(Float, Int32)] = [
            (0, 0), (1, 32_767), (2, 32_767), (-1, -32_768), (-9, -32_768), (0.5, 16_384), (0x1p-16, 0), (0x1.8p-15, 2),
        ]
        for (sample, expected) in values { #expect(plain.quantize(sample) == expected) }
    }

    @Test func `dither is triangular: no bias, a quarter of a step squared with rounding, the same at every run`() {
        var dithered = Quantizer(bits: 16, isDithered: true)
        var again = dithered
        // A level between two steps survives on average: without dither it would be lost.
        let level: Float = 0.3 * 0x1p-15
        let values = (0..<200_000).map { _ in Double(dithered.quantize(level)) }
        let mean = values.reduce(0, +) / 200_000
        let power = values.reduce(0) { $0 + ($1 - 0.3) * ($1 - 0.3) } / 200_000
        #expect(abs(mean - 0.3) < 0.01)
        #expect(abs(power - 0.25) < 0.01)
        #expect(values.allSatisfy { (-1...2).contains($0) })
        #expect((0..<200_000).map { _ in Double(again.quantize(level)) } == values)
    }
}
