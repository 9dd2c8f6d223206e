import CKernels

/// How products are computed while training.
public enum Precision: String, Codable, Sendable {
    /// In the network's scalar type throughout.
    case single
    /// Operands rounded to bfloat16, sums and everything else in single precision, where the processor can
    /// (AVX-512 BF16) and the network is of `Float`; `single` elsewhere.
    case mixed
}

/// The right-hand factor of many products, such as a weight matrix, laid out once for all of them.
public final class ProductOperand<Scalar: NetworkScalar>: @unchecked Sendable {
    fileprivate var view: MatrixView<Scalar>?
    fileprivate var panels: AlignedBuffer<Float>?
    private var transposed: AlignedBuffer<Scalar>?
    private(set) var rows = 0
    private(set) var columns = 0

    /// Makes an operand that holds nothing yet.
    public init() {}

    /// Takes a matrix, or its transpose, which must stay as it is while products use it.
    public func prepare(
        _ matrix: MatrixView<Scalar>, transposed isTransposed: Bool = false, for products: Products<Scalar>
    ) {
        rows = isTransposed ? matrix.columns : matrix.rows
        columns = isTransposed ? matrix.rows : matrix.columns
        if products.isMixed {
            let count = (columns + 47) / 48 * 48 * ((rows + 1) / 2)
            if panels == nil || panels!.count < count { panels = AlignedBuffer(count: count) }
            let source = products.single(matrix.base)
            let target = products.pairs(panels!)
            if isTransposed {
                ck_mixed_pack_transposed(Int64(rows), Int64(columns), source, Int64(matrix.stride), target)
            } else {
                ck_mixed_pack(Int64(rows), Int64(columns), source, Int64(matrix.stride), target)
            }
        } else if isTransposed {
            precondition(matrix.stride == matrix.columns, "only whole matrices are transposed")
            let count = rows * columns
            if transposed == nil || transposed!.count < count { transposed = AlignedBuffer(count: count) }
            Scalar.transpose(matrix.rows, matrix.columns, matrix.base, transposed!.base)
            view = MatrixView(transposed!.base, rows, columns)
        } else {
            view = matrix
        }
    }
}

/// The large products of one thread's training, in the precision asked for.
public final class Products<Scalar: NetworkScalar>: @unchecked Sendable {
    /// Whether operands are rounded to bfloat16; ask `isMixedSupported` before setting it.
    public var isMixed = false {
        didSet { precondition(!isMixed || Self.isMixedSupported, "this processor has no bfloat16 products") }
    }
    private var scratch: AlignedBuffer<Float>?

    /// Makes products in the scalar's own precision.
    public init() {}

    /// Whether this processor multiplies pairs of bfloat16 for this scalar type.
    public static var isMixedSupported: Bool { Scalar.self == Float.self && ck_mixed_supported() != 0 }

    /// c = a · operand, or c += a · operand.
    public func multiply(
        _ a: MatrixView<Scalar>, _ operand: ProductOperand<Scalar>, into c: MatrixView<Scalar>, adding: Bool = false
    ) {
        precondition(a.columns == operand.rows && c.columns == operand.columns && a.rows == c.rows)
        if isMixed {
            let scratch = reserve(Int(CK_MIXED_ROWS) * ((a.columns + 1) / 2))
            ck_mixed_multiply(
                Int64(c.rows), Int64(c.columns), Int64(a.columns), single(a.base), Int64(a.stride),
                pairs(operand.panels!), adding ? 1 : 0, single(c.base), Int64(c.stride), scratch)
        } else {
            c.multiply(a, operand.view!, adding: adding ? 1 : 0)
        }
    }

    /// c += aᵀ · b, the gradient of a weight matrix from what it read and what was asked of its output.
    public func addTransposed(_ a: MatrixView<Scalar>, _ b: MatrixView<Scalar>, to c: MatrixView<Scalar>) {
        precondition(a.rows == b.rows && a.columns == c.rows && b.columns == c.columns)
        if isMixed {
            let scratch = reserve(Int(CK_MIXED_INNER) / 2 * (c.rows + 16 + c.columns + 48))
            ck_mixed_add_transposed(
                Int64(c.rows), Int64(c.columns), Int64(a.rows), single(a.base), Int64(a.stride), single(b.base),
                Int64(b.stride), single(c.base), Int64(c.stride), scratch)
        } else {
            c.multiply(a.transposed, b, adding: 1)
        }
    }

    private func reserve(_ count: Int) -> UnsafeMutablePointer<UInt32> {
        if scratch == nil || scratch!.count < count { scratch = AlignedBuffer(count: count) }
        return pairs(scratch!)
    }

    /// The same memory: only called when `Scalar` is `Float`.
    fileprivate func single(_ base: UnsafeMutablePointer<Scalar>) -> UnsafeMutablePointer<Float> {
        UnsafeMutableRawPointer(base).assumingMemoryBound(to: Float.self)
    }

    fileprivate func pairs(_ buffer: AlignedBuffer<Float>) -> UnsafeMutablePointer<UInt32> {
        UnsafeMutableRawPointer(buffer.base).assumingMemoryBound(to: UInt32.self)
    }
}
