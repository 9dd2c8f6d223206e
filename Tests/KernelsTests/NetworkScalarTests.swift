import Foundation
import Kernels
import Testing

struct NetworkScalarTests {
    @Test("tanh, sigmoid and softmax are within 2e-7 of the truth")
    func accuracy() {
        let count = 40_001
        let x = AlignedBuffer<Float>(count: count)
        for index in 0..<count { x[index] = Float(index - 20_000) / 1000 }
        let y = AlignedBuffer<Float>(count: count)
        y.base.update(from: x.base, count: count)
        Float.tanhForward(count, y.base)
        var worst = 0.0
        for index in 0..<count {
            let truth: Double = tanh(Double(x[index]))
            worst = max(worst, abs(Double(y[index]) - truth))
        }
        #expect(worst < 2e-7)

        // With a zero cell, open input gate and g = 20 the gates of one unit show the sigmoid.
        let gates = AlignedBuffer<Float>(count: 4 * count)
        for index in 0..<count { gates[index] = x[index] }
        let zero = AlignedBuffer<Float>(count: count)
        let hidden = AlignedBuffer<Float>(count: count)
        Float.lstmForward(1, count, gates.base, zero.base, y.base, hidden.base)
        worst = 0
        for index in 0..<count {
            let truth: Double = 1 / (1 + exp(-Double(x[index])))
            worst = max(worst, abs(Double(gates[index]) - truth))
        }
        #expect(worst < 2e-7)

        let few = AlignedBuffer<Float>(count: 37)
        for index in 0..<37 { few[index] = Float(index * index % 23) - 30 }
        let values = (0..<37).map { Double(few[$0]) }
        var sum = 0.0
        for value in values { sum += exp(value) }
        Float.softmaxRows(1, 37, few.base)
        for index in 0..<37 {
            let truth: Double = exp(values[index]) / sum
            #expect(abs(Double(few[index]) - truth) < 2e-7)
        }
    }

    @Test("Extreme arguments stay finite")
    func extremes() {
        let x = AlignedBuffer<Float>(count: 4)
        x[0] = .greatestFiniteMagnitude
        x[1] = -.greatestFiniteMagnitude
        x[2] = 1e-30
        Float.tanhForward(4, x.base)
        #expect((0..<4).map { x[$0] } == [1, -1, 1e-30, 0])
        for index in 0..<4 { x[index] = index == 2 ? 1e30 : -1e30 }
        Float.softmaxRows(1, 4, x.base)
        #expect(x[2] == 1)
        #expect((0..<4).allSatisfy { x[$0].isFinite })
    }

    @Test(
        "The packed product adds in order, unfused: bit for bit what plain arithmetic gives", arguments: [5, 64, 131])
    func packedProduct(outputs: Int) {
        let inputs = 77
        let weights = ProductsTests.filled(inputs * outputs, 3)
        let x = ProductsTests.filled(inputs, 4)
        let y = AlignedBuffer<Float>(count: outputs)
        let packed = AlignedBuffer<Float>(count: (outputs + 63) / 64 * 64 * inputs)
        Float.packPanels(inputs, outputs, weights.base, outputs, 1, packed.base)
        y.elements.update(repeating: 0.25)
        Float.multiplyPacked(inputs, outputs, x.base, packed.base, y.base)
        for column in 0..<outputs {
            var sum: Float = 0
            for row in 0..<inputs {
                let term = x[row] * weights[row * outputs + column]
                sum = sum + term
            }
            #expect(y[column] == 0.25 + sum)
        }
    }

    @Test("Cross-entropy and its gradient follow their definition, and ignored rows count nothing")
    func crossEntropy() {
        let logits = AlignedBuffer<Double>(count: 9)
        let values: [Double] = [1, 2, 3, 9, 9, 9, -1, 0, 4]
        for index in 0..<9 { logits[index] = values[index] }
        func exponential(_ x: Double) -> Double { exp(x) }
        let first: Double = values[0..<3].reduce(0) { $0 + exponential($1) }
        let last: Double = values[6..<9].reduce(0) { $0 + exponential($1) }
        let expected: Double = log(first) - 2 + log(last) - 4
        let loss = Double.crossEntropy(3, 3, logits.base, [1, .max, 2], 0.5)
        #expect(abs(loss - expected) < 1e-12)
        let slope: Double = 0.5 * (exponential(2) / first - 1)
        #expect(abs(logits[1] - slope) < 1e-12)
        #expect((3..<6).allSatisfy { logits[$0] == 0 })
        for row in [0, 2] {
            let sum: Double = logits[row * 3] + logits[row * 3 + 1] + logits[row * 3 + 2]
            #expect(abs(sum) < 1e-12)
        }
    }

    @Test("Dropout keeps the share asked for, scaled, and the key decides which")
    func dropout() {
        let count = 100_000
        let a = AlignedBuffer<Float>(count: count)
        let b = AlignedBuffer<Float>(count: count)
        Float.dropoutMask(count, 1, 0.7, a.base)
        Float.dropoutMask(count, 2, 0.7, b.base)
        let kept = (0..<count).filter { a[$0] != 0 }
        #expect(abs(Double(kept.count) / Double(count) - 0.7) < 0.01)
        #expect(kept.allSatisfy { a[$0] == Float(1 / 0.7) })
        let both = kept.filter { b[$0] != 0 }.count
        #expect(abs(Double(both) / Double(count) - 0.49) < 0.01)
    }
}
