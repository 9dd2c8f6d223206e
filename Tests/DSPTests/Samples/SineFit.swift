import Foundation

/// Sines of known frequencies, fitted to a signal in the least squares.
struct SineFit {
    /// The power of what was fitted over the power of what is left, in decibels.
    let sinad: Double
    /// The amplitude of each sine.
    let amplitudes: [Double]
    /// The root mean square of what is left.
    let residual: Double

    /// - Parameter frequencies: cycles a frame.
    init(_ signal: [Float], frequencies: [Double]) {
        let count = 2 * frequencies.count
        func columns(_ index: Int) -> [Double] {
            frequencies.flatMap { [cos(2 * .pi * $0 * Double(index)), sin(2 * .pi * $0 * Double(index))] }
        }
        // Normal equations, solved by elimination.
        var matrix = [[Double]](repeating: [Double](repeating: 0, count: count + 1), count: count)
        for (index, value) in signal.enumerated() {
            let row = columns(index)
            for i in 0..<count {
                for j in 0..<count { matrix[i][j] += row[i] * row[j] }
                matrix[i][count] += row[i] * Double(value)
            }
        }
        for i in 0..<count {
            for k in i + 1..<count {
                let factor = matrix[k][i] / matrix[i][i]
                for j in i...count { matrix[k][j] -= factor * matrix[i][j] }
            }
        }
        var weights = [Double](repeating: 0, count: count)
        for i in stride(from: count - 1, through: 0, by: -1) {
            var sum = matrix[i][count]
            for j in i + 1..<count { sum -= matrix[i][j] * weights[j] }
            weights[i] = sum / matrix[i][i]
        }
        var (fitted, left) = (0.0, 0.0)
        for (index, value) in signal.enumerated() {
            let model = zip(columns(index), weights).reduce(0) { $0 + $1.0 * $1.1 }
            fitted += model * model
            left += (Double(value) - model) * (Double(value) - model)
        }
        sinad = 10 * log10(fitted / left)
        residual = (left / Double(signal.count)).squareRoot()
        amplitudes = stride(from: 0, to: count, by: 2).map { hypot(weights[$0], weights[$0 + 1]) }
    }
}
