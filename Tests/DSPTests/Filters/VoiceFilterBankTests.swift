import DSP
import Foundation
import Testing

@Suite("Filters of voices")
struct VoiceFilterBankTests {
    /// Filters a signal in one slot; `each` is called at the start of every quantum.
    private func filter(
        _ signal: [Float], slot: Int = 5, bank: VoiceFilterBank, blocks: [Int] = [64], each: (Int) -> Void = { _ in }
    ) -> [Float] {
        let block = VoiceBlock()
        var result = signal
        let (group, lane) = (slot / 16, slot % 16)
        var turn = 0
        for start in stride(from: 0, to: signal.count, by: 64) {
            each(start)
            let length = min(64, signal.count - start)
            for index in 0..<length { block.row(lane)[index] = signal[start + index] }
            var from = 0
            while from < length {
                let to = min(from + blocks[turn % blocks.count], length)
                bank.process(group: group, block, frames: from..<to)
                from = to
                turn += 1
            }
            for index in 0..<length { result[start + index] = block.row(lane)[index] }
        }
        return result
    }

    /// Gains in dB at frequencies, from the impulse response.
    private func gains(cutoff: Double, resonance: Double, rate: Double, at frequencies: [Double]) -> [Double] {
        let bank = VoiceFilterBank(capacity: 20, sampleRate: rate)
        bank.set(5, cutoff: cutoff, resonance: resonance, immediately: true)
        var impulse = [Float](repeating: 0, count: 98_304)
        impulse[0] = 1
        let response = filter(impulse, bank: bank)
        return frequencies.map { frequency in
            var (re, im) = (0.0, 0.0)
            let step = (cos(2 * .pi * frequency / rate), sin(2 * .pi * frequency / rate))
            var turn = (1.0, 0.0)
            for value in response {
                re += Double(value) * turn.0
                im += Double(value) * turn.1
                turn = (turn.0 * step.0 - turn.1 * step.1, turn.0 * step.1 + turn.1 * step.0)
            }
            return 10 * log10(re * re + im * im)
        }
    }

    @Test("is 3 dB down at the cut-off", arguments: [44_100.0, 48_000, 96_000])
    func cutoff(rate: Double) {
        for cutoff in [100.0, 440, 1_000, 3_000, 8_000, 15_000] {
            let found = gains(cutoff: cutoff, resonance: 0, rate: rate, at: [0, 0.98 * cutoff, cutoff, 1.02 * cutoff])
            #expect(abs(found[0]) < 0.01)
            #expect(found[1] > -3.01 && found[3] < -3.01, "\(cutoff) Hz: \(found)")
            #expect(abs(found[2] + 3.01) < 0.02)
        }
    }

    @Test("its peak is as high as the resonance", arguments: [44_100.0, 48_000, 96_000])
    func resonance(rate: Double) {
        for cutoff in [100.0, 1_000, 5_000, 15_000] {
            for resonance in [3.0, 10, 25] {
                // A low peak is broad and lies below the cut-off, a high one is narrow and lies at it.
                let near = (-20...4).map { cutoff * exp2(Double($0) * (resonance < 15 ? 20 : 2) / 1_200) }
                let found = gains(cutoff: cutoff, resonance: resonance, rate: rate, at: [0] + near)
                let peak = found[1...].max()!
                #expect(abs(peak - found[0] - resonance) < 0.3, "\(cutoff) Hz, \(resonance) dB: \(peak - found[0])")
                // The gain at 0 Hz is lowered by half the resonance.
                #expect(abs(found[0] + resonance / 2) < 0.02)
            }
        }
    }

    @Test("an open filter lets everything pass")
    func open() {
        var noise = NoiseGenerator(seed: 3)
        let signal = (0..<640).map { _ in noise.next() }
        let bank = VoiceFilterBank(capacity: 16, sampleRate: 44_100)
        #expect(filter(signal, bank: bank) == signal)
        bank.set(5, cutoff: 20_000, resonance: 0)
        #expect(filter(signal, bank: bank) == signal)
        // Another lane's filter is at work: the open one's differs by nothing to be heard.
        bank.set(6, cutoff: 500, resonance: 0, immediately: true)
        let tone = (0..<640).map { Float(sin(0.9 * Double($0))) }
        #expect(zip(filter(tone, bank: bank), tone).allSatisfy { abs($0 - $1) < 0.02 })
    }

    @Test("is the same however the frames are divided")
    func division() {
        var noise = NoiseGenerator(seed: 5)
        let signal = (0..<6_400).map { _ in noise.next() }
        func run(_ blocks: [Int]) -> [Float] {
            let bank = VoiceFilterBank(capacity: 32, sampleRate: 48_000)
            bank.reset(21)
            return filter(signal, slot: 21, bank: bank, blocks: blocks) { start in
                bank.set(21, cutoff: 300 + Double(start * 37 % 9_000), resonance: Double(start / 64 % 20))
            }
        }
        let whole = run([64])
        #expect(whole == run([1]))
        #expect(whole == run([13, 64, 16, 33, 15, 2]))
        #expect(whole.allSatisfy { $0.isFinite && abs($0) < 20 })
    }

    @Test("sweeps of any speed stay bounded", arguments: [0.0, 12, 40, 96])
    func sweeps(resonance: Double) {
        var noise = NoiseGenerator(seed: 9)
        let signal = (0..<64_000).map { _ in noise.next() }
        let bank = VoiceFilterBank(capacity: 16, sampleRate: 44_100)
        let wild = [1.0, 22_050, 19_000, .nan, 40, .infinity, 21_609, 8_000, -7, 1e-9, 15_000]
        let swept = filter(signal, bank: bank) { start in
            bank.set(5, cutoff: wild[start / 64 % wild.count], resonance: resonance)
        }
        // The peak of the response bounds the gain of a steady filter: half the resonance.
        let bound = 8 * Float(pow(10, resonance / 40))
        #expect(swept.allSatisfy { $0.isFinite && abs($0) < bound })
    }

    @Test("a jump of the cut-off makes no step")
    func smooth() {
        let signal = (0..<6_400).map { Float(sin(2 * .pi * 200 / 44_100 * Double($0))) }
        let bank = VoiceFilterBank(capacity: 16, sampleRate: 44_100)
        let filtered = filter(signal, bank: bank) { start in
            bank.set(5, cutoff: start / 64 % 2 == 0 ? 800 : 20_000, resonance: 0)
        }
        // A sine of 200 Hz moves by 0.0285 a frame.
        let steps = zip(filtered.dropFirst(), filtered).map { abs($0 - $1) }
        #expect(steps.max()! < 0.05)
    }
}
