/// A row-major matrix somewhere in memory that outlives the view.
public struct MatrixView<Scalar: NetworkScalar> {
    /// The element of row 0 and column 0.
    public var base: UnsafeMutablePointer<Scalar>
    /// The number of rows.
    public var rows: Int
    /// The number of columns.
    public var columns: Int
    /// Scalars between the starts of two rows.
    public var stride: Int

    /// Makes a view; without a stride, rows follow each other without gaps.
    public init(_ base: UnsafeMutablePointer<Scalar>, _ rows: Int, _ columns: Int, stride: Int? = nil) {
        self.base = base
        self.rows = rows
        self.columns = columns
        self.stride = stride ?? columns
    }

    /// The same memory, to be read with rows and columns exchanged.
    public var transposed: TransposedView<Scalar> { TransposedView(matrix: self) }

    /// Rows `start ..< start + count`.
    public func rows(_ start: Int, _ count: Int) -> MatrixView {
        MatrixView(base + start * stride, count, columns, stride: stride)
    }

    /// Columns `start ..< start + count`.
    public func columns(_ start: Int, _ count: Int) -> MatrixView {
        MatrixView(base + start, rows, count, stride: stride)
    }
}

/// A matrix that is read with its rows and columns exchanged.
public struct TransposedView<Scalar: NetworkScalar> {
    /// The matrix as it lies in memory.
    public var matrix: MatrixView<Scalar>
}

extension MatrixView {
    /// `self = factor · self + scale · a · b`.
    ///
    /// - Complexity: O(rows · columns · inner), on the calling thread.
    @inline(__always)
    public func multiply(_ a: MatrixView, _ b: MatrixView, scale: Scalar = 1, adding factor: Scalar = 0) {
        assert(a.rows == rows && b.columns == columns && a.columns == b.rows)
        product(a, false, b, false, a.columns, scale, factor)
    }

    /// `self = factor · self + scale · a · bᵀ`.
    @inline(__always)
    public func multiply(_ a: MatrixView, _ b: TransposedView<Scalar>, scale: Scalar = 1, adding factor: Scalar = 0) {
        assert(a.rows == rows && b.matrix.rows == columns && a.columns == b.matrix.columns)
        product(a, false, b.matrix, true, a.columns, scale, factor)
    }

    /// `self = factor · self + scale · aᵀ · b`.
    @inline(__always)
    public func multiply(_ a: TransposedView<Scalar>, _ b: MatrixView, scale: Scalar = 1, adding factor: Scalar = 0) {
        assert(a.matrix.columns == rows && b.columns == columns && a.matrix.rows == b.rows)
        product(a.matrix, true, b, false, b.rows, scale, factor)
    }

    private func product(
        _ a: MatrixView, _ transposeA: Bool, _ b: MatrixView, _ transposeB: Bool, _ inner: Int, _ scale: Scalar,
        _ factor: Scalar
    ) {
        if rows == 0 || columns == 0 { return }
        Scalar.multiply(
            transposeA, transposeB, rows, columns, inner, scale, a.base, a.stride, b.base, b.stride, factor, base,
            stride)
    }
}
