import Kernels
import Testing

struct MatrixViewTests {
    /// Element [row, column] by definition.
    static func expected<Scalar: NetworkScalar>(
        _ a: (Int, Int) -> Scalar, _ b: (Int, Int) -> Scalar, inner: Int, _ row: Int, _ column: Int
    ) -> Scalar {
        (0..<inner).reduce(0) { $0 + a(row, $1) * b($1, column) }
    }

    @Test("Products, transposed or not, follow their definition")
    func products() {
        let a = AlignedBuffer<Double>(count: 12)
        let b = AlignedBuffer<Double>(count: 20)
        for index in 0..<12 { a[index] = Double(index * index % 7) }
        for index in 0..<20 { b[index] = Double(index * 3 % 5) }
        let c = AlignedBuffer<Double>(count: 15)
        let plain = MatrixView(c.base, 3, 5)
        plain.multiply(MatrixView(a.base, 3, 4), MatrixView(b.base, 4, 5))
        for row in 0..<3 {
            for column in 0..<5 {
                #expect(
                    c[row * 5 + column]
                        == Self.expected({ a[$0 * 4 + $1] }, { b[$0 * 5 + $1] }, inner: 4, row, column))
            }
        }
        plain.multiply(MatrixView(a.base, 3, 4), MatrixView(b.base, 5, 4).transposed, scale: 2)
        for row in 0..<3 {
            for column in 0..<5 {
                #expect(
                    c[row * 5 + column]
                        == 2 * Self.expected({ a[$0 * 4 + $1] }, { b[$1 * 4 + $0] }, inner: 4, row, column))
            }
        }
        c.zero()
        c[0] = 7
        plain.multiply(MatrixView(a.base, 4, 3).transposed, MatrixView(b.base, 4, 5), adding: 1)
        #expect(c[0] == 7 + Self.expected({ a[$1 * 3 + $0] }, { b[$0 * 5 + $1] }, inner: 4, 0, 0))
        #expect(c[14] == Self.expected({ a[$1 * 3 + $0] }, { b[$0 * 5 + $1] }, inner: 4, 2, 4))
    }
}
