import DSP
import Foundation
import Testing

@Suite("Fast Fourier transform")
struct FastFourierTransformTests {
    @Test("agrees with the sum it stands for")
    func agreesWithTheDefinition() {
        var noise = NoiseGenerator(seed: 1)
        let signal = (0..<64).map { _ in noise.next() }
        let (real, imaginary) = FastFourierTransform(count: 64).spectrum(of: signal)
        for bin in 0...32 {
            var sum = (0.0, 0.0)
            for (index, sample) in signal.enumerated() {
                let angle = -2 * Double.pi * Double(bin * index) / 64
                sum.0 += Double(sample) * cos(angle)
                sum.1 += Double(sample) * sin(angle)
            }
            #expect(abs(real[bin] - sum.0) < 1e-10)
            #expect(abs(imaginary[bin] - sum.1) < 1e-10)
        }
    }

    @Test("comes back")
    func inverseUndoesForward() {
        var noise = NoiseGenerator(seed: 2)
        let start = (0..<256).map { _ in Double(noise.next()) }
        var (real, imaginary) = (start, [Double](repeating: 0, count: 256))
        let transform = FastFourierTransform(count: 256)
        transform.forward(real: &real, imaginary: &imaginary)
        transform.inverse(real: &real, imaginary: &imaginary)
        for index in start.indices {
            #expect(abs(real[index] - start[index]) < 1e-12)
            #expect(abs(imaginary[index]) < 1e-12)
        }
    }

    @Test("a sine of amplitude 1 peaks at 1")
    func magnitudesAreCalibrated() {
        let signal = (0..<1024).map { Float(sin(2 * Double.pi * 64 * Double($0) / 1024)) }
        let magnitudes = FastFourierTransform(count: 1024).magnitudes(of: signal)
        #expect(abs(magnitudes[64] - 1) < 1e-5)
        #expect(magnitudes[100] < 1e-5)
    }
}
