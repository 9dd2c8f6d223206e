import DSP
import Foundation
import Testing

@Suite("Bank of partials")
struct PartialBankTests {
    private func render(_ bank: PartialBank, groups: Int, frames: Int, blocks: [Int]) -> ([Float], [Float]) {
        var (real, imaginary) = ([Float](repeating: 9, count: frames), [Float](repeating: 9, count: frames))
        real.withUnsafeMutableBufferPointer { real in
            imaginary.withUnsafeMutableBufferPointer { imaginary in
                var (done, turn) = (0, 0)
                while done < frames {
                    let count = min(blocks[turn % blocks.count], frames - done)
                    bank.render(
                        group: 0, count: groups, real: real.baseAddress! + done,
                        imaginary: imaginary.baseAddress! + done, frames: count)
                    done += count
                    turn += 1
                }
            }
        }
        return (real, imaginary)
    }

    private func bank(groups: Int) -> (PartialBank, [PartialBank.Partial]) {
        let bank = PartialBank(capacity: groups)
        var noise = NoiseGenerator(seed: 7)
        let partials = (0..<groups * PartialBank.lanes).map { _ in
            PartialBank.Partial(
                amplitude: Double(abs(noise.next())), phase: 3 * Double(noise.next()), omega: Double(noise.next()),
                decay: 1e-4 * Double(abs(noise.next())), damping: 2e-3)
        }
        for (lane, partial) in partials.enumerated() { bank.set(partial, group: 0, lane: lane) }
        return (bank, partials)
    }

    @Test("sums decaying cosines and sines", arguments: [1, 2, 3, 6])
    func matchesTheFormula(groups: Int) {
        let (bank, partials) = bank(groups: groups)
        let (real, imaginary) = render(bank, groups: groups, frames: 500, blocks: [64])
        for frame in [0, 1, 17, 63, 64, 333, 499] {
            var sum = (0.0, 0.0)
            for partial in partials {
                let size = partial.amplitude * exp(-partial.decay * Double(frame))
                sum.0 += size * cos(partial.phase + partial.omega * Double(frame))
                sum.1 += size * sin(partial.phase + partial.omega * Double(frame))
            }
            #expect(abs(Double(real[frame]) - sum.0) < 2e-3)
            #expect(abs(Double(imaginary[frame]) - sum.1) < 2e-3)
        }
    }

    @Test("is the same however the frames are divided")
    func blocksDoNotMatter() {
        let whole = render(bank(groups: 3).0, groups: 3, frames: 1_000, blocks: [64])
        let parts = render(bank(groups: 3).0, groups: 3, frames: 1_000, blocks: [1, 13, 64, 16, 33])
        #expect(whole == parts)
    }

    @Test(
        "frames that nobody hears are skipped to where rendering them would have come",
        arguments: [1, 7, 63, 64, 1_000])
    func skipping(frames: Int) {
        let (rendered, skipped) = (bank(groups: 3).0, bank(groups: 3).0)
        _ = render(rendered, groups: 3, frames: frames, blocks: [64])
        skipped.skip(group: 0, count: 3, frames: frames)
        let expected = render(rendered, groups: 3, frames: 64, blocks: [64])
        let found = render(skipped, groups: 3, frames: 64, blocks: [64])
        // Of 48 partials whose amplitudes come to 24, the largest.
        for (a, b) in zip(expected.0 + expected.1, found.0 + found.1) {
            #expect(abs(a - b) < 2e-3 * Float(frames) / 64 + 1e-5)
        }
    }

    @Test("damping takes and gives back")
    func dampingDecays() {
        let bank = PartialBank(capacity: 1)
        bank.set(
            PartialBank.Partial(amplitude: 1, phase: 0, omega: 0, decay: 0, damping: 0.01), group: 0, lane: 0)
        bank.damp(group: 0, count: 1, amount: 1)
        let damped = render(bank, groups: 1, frames: 101, blocks: [64]).0
        #expect(abs(damped[100] - Float(exp(-1.0))) < 1e-4)
        bank.damp(group: 0, count: 1, amount: 0)
        let free = render(bank, groups: 1, frames: 100, blocks: [64]).0
        #expect(abs(free[99] - free[0]) < 1e-5)
    }

    @Test("retuning moves the pitch and silences what would alias")
    func tuning() {
        let bank = PartialBank(capacity: 1)
        bank.set(
            PartialBank.Partial(amplitude: 1, phase: 0, omega: 0.5, decay: 0, damping: 0), group: 0, lane: 0)
        bank.tune(group: 0, count: 1, ratio: 2, damping: 0)
        #expect(abs(render(bank, groups: 1, frames: 2, blocks: [64]).0[1] - Float(cos(1.0))) < 1e-6)
        bank.tune(group: 0, count: 1, ratio: 8, damping: 0)
        #expect(render(bank, groups: 1, frames: 3, blocks: [64]).0[2] == 0)
    }
}
