import Kernels
import Testing

struct ProductsTests {
    /// The nearest bfloat16, ties to even.
    static func rounded(_ x: Float) -> Float {
        let bits = x.bitPattern &+ 0x7fff &+ (x.bitPattern >> 16 & 1)
        return Float(bitPattern: bits & 0xffff_0000)
    }

    static func filled(_ count: Int, _ seed: Int) -> AlignedBuffer<Float> {
        let buffer = AlignedBuffer<Float>(count: count)
        for index in 0..<count { buffer[index] = Float((index * 7919 + seed * 104_729) % 2003 - 1001) / 1000 }
        return buffer
    }

    static let shapes = [(32, 96, 48), (7, 50, 33), (100, 97, 1), (9, 340, 600), (3, 16, 31), (1, 1, 1)]

    @Test("Products in either precision follow their definition", arguments: shapes, [false, true])
    func definition(shape: (Int, Int, Int), mixed: Bool) {
        let products = Products<Float>()
        if mixed, !Products<Float>.isMixedSupported {
            #expect(!products.isMixed)
            return
        }
        products.isMixed = mixed
        let (rows, columns, inner) = shape
        // Sums of `inner` terms of size 1 in single precision.
        let limit = 1e-5 + 1e-6 * Double(inner)
        let a = Self.filled(rows * inner, 1)
        let right = Self.filled(inner * columns, 2)
        let c = AlignedBuffer<Float>(count: rows * columns)
        let matrix = MatrixView(c.base, rows, columns)
        func element(_ buffer: AlignedBuffer<Float>, _ index: Int) -> Double {
            Double(mixed ? Self.rounded(buffer[index]) : buffer[index])
        }
        func worst(_ a: (Int, Int) -> Int, _ b: (Int, Int) -> Int, plus: Double, _ x: AlignedBuffer<Float>) -> Double {
            var worst = 0.0
            for row in 0..<rows {
                for column in 0..<columns {
                    var sum = plus
                    for k in 0..<inner { sum += element(x, a(row, k)) * element(right, b(k, column)) }
                    worst = max(worst, abs(sum - Double(c[row * columns + column])))
                }
            }
            return worst
        }
        let operand = ProductOperand<Float>()
        operand.prepare(MatrixView(right.base, inner, columns), for: products)
        c.elements.update(repeating: 1)
        products.multiply(MatrixView(a.base, rows, inner), operand, into: matrix, adding: true)
        #expect(worst({ $0 * inner + $1 }, { $0 * columns + $1 }, plus: 1, a) < limit)
        operand.prepare(MatrixView(right.base, columns, inner), transposed: true, for: products)
        products.multiply(MatrixView(a.base, rows, inner), operand, into: matrix)
        #expect(worst({ $0 * inner + $1 }, { $1 * inner + $0 }, plus: 0, a) < limit)
        c.elements.update(repeating: 2)
        products.addTransposed(MatrixView(a.base, inner, rows), MatrixView(right.base, inner, columns), to: matrix)
        #expect(worst({ $1 * rows + $0 }, { $0 * columns + $1 }, plus: 2, a) < limit)
    }
}
