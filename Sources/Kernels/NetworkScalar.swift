/// The scalar type of a network, `Float` to train and compose, `Double` to check gradients, with its kernels.
///
/// Every pointer must be valid for the shape named; kernels check nothing and allocate nothing. Apart from the matrix
/// product, the `Float` kernels give the same bits on every x86-64 processor.
public protocol NetworkScalar: BinaryFloatingPoint, Codable, Sendable where RawSignificand: FixedWidthInteger {
    /// c = factor · c + scale · op(a) · op(b), where c is rows × columns and op transposes on demand; row-major.
    static func multiply(
        _ transposeA: Bool, _ transposeB: Bool, _ rows: Int, _ columns: Int, _ inner: Int, _ scale: Self,
        _ a: UnsafePointer<Self>, _ strideA: Int, _ b: UnsafePointer<Self>, _ strideB: Int, _ factor: Self,
        _ c: UnsafeMutablePointer<Self>, _ strideC: Int
    )

    /// Fused LSTM gates: activates `gates` (rows × 4·units, order i f g o) in place; writes the cell and the hidden state.
    static func lstmForward(
        _ rows: Int, _ units: Int, _ gates: UnsafeMutablePointer<Self>, _ previous: UnsafePointer<Self>,
        _ cell: UnsafeMutablePointer<Self>, _ hidden: UnsafeMutablePointer<Self>
    )

    /// Backward of lstmForward: `gates` becomes the gradient before activation; `cellGradient` goes from step t to t - 1.
    static func lstmBackward(
        _ rows: Int, _ units: Int, _ gates: UnsafeMutablePointer<Self>, _ previous: UnsafePointer<Self>,
        _ cell: UnsafePointer<Self>, _ hiddenGradient: UnsafePointer<Self>, _ cellGradient: UnsafeMutablePointer<Self>
    )

    /// tanh in place.
    static func tanhForward(_ count: Int, _ values: UnsafeMutablePointer<Self>)

    /// gradient *= 1 - output².
    static func tanhBackward(_ count: Int, _ output: UnsafePointer<Self>, _ gradient: UnsafeMutablePointer<Self>)

    /// Writes `row` to each of `rows` rows.
    static func broadcastRow(
        _ rows: Int, _ columns: Int, _ row: UnsafePointer<Self>, _ out: UnsafeMutablePointer<Self>
    )

    /// sums[j] += Σ values[r][j], rows in order.
    static func addColumnSums(
        _ rows: Int, _ columns: Int, _ values: UnsafePointer<Self>, _ sums: UnsafeMutablePointer<Self>
    )

    /// out[b][j] = source[b][j] · mask[j]; `source` may be `out`.
    static func multiplyBlocks(
        _ blocks: Int, _ width: Int, _ source: UnsafePointer<Self>, _ mask: UnsafePointer<Self>,
        _ out: UnsafeMutablePointer<Self>
    )

    /// out row r = table row indices[r].
    static func gatherRows(
        _ count: Int, _ indices: UnsafePointer<UInt16>, _ table: UnsafePointer<Self>, _ width: Int,
        _ out: UnsafeMutablePointer<Self>, _ stride: Int
    )

    /// table row indices[r] += source row r, in order.
    static func scatterAddRows(
        _ count: Int, _ indices: UnsafePointer<UInt16>, _ source: UnsafePointer<Self>, _ stride: Int, _ width: Int,
        _ table: UnsafeMutablePointer<Self>
    )

    /// Softmax of each row in place.
    static func softmaxRows(_ rows: Int, _ columns: Int, _ values: UnsafeMutablePointer<Self>)

    /// Σ -log softmax(logits)[target]; logits become scale · (softmax - onehot). Rows with target UINT16Max count nothing.
    static func crossEntropy(
        _ rows: Int, _ columns: Int, _ logits: UnsafeMutablePointer<Self>, _ targets: UnsafePointer<UInt16>,
        _ scale: Self
    ) -> Double

    /// Row r: softmax over columns first[r]…last[r] of scores - slope · (last[r] - column); zero elsewhere.
    static func attentionSoftmax(
        _ rows: Int, _ columns: Int, _ scores: UnsafeMutablePointer<Self>, _ first: UnsafePointer<Int32>,
        _ last: UnsafePointer<Int32>, _ slope: Self
    )

    /// gradient = scale · weights · (gradient - Σ weights · gradient), row by row.
    static func attentionSoftmaxBackward(
        _ rows: Int, _ columns: Int, _ weights: UnsafePointer<Self>, _ gradient: UnsafeMutablePointer<Self>,
        _ scale: Self
    )

    /// Dot product in 16 fixed lanes.
    static func dot(_ count: Int, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>) -> Self

    /// out += scale · source.
    static func axpy(_ count: Int, _ scale: Self, _ source: UnsafePointer<Self>, _ out: UnsafeMutablePointer<Self>)

    /// values *= scale.
    static func scale(_ count: Int, _ scale: Self, _ values: UnsafeMutablePointer<Self>)

    /// mean += (1 - decay) · (source - mean).
    static func average(_ count: Int, _ decay: Self, _ source: UnsafePointer<Self>, _ mean: UnsafeMutablePointer<Self>)

    /// Sum of squares, accumulated in double precision in 16 fixed lanes.
    static func sumOfSquares(_ count: Int, _ values: UnsafePointer<Self>) -> Double

    /// Adam: step already divided by 1 - beta1^t; correction = 1 / sqrt(1 - beta2^t); decay = 1 - rate · weight decay.
    static func adam(
        _ count: Int, _ weights: UnsafeMutablePointer<Self>, _ gradient: UnsafePointer<Self>,
        _ mean: UnsafeMutablePointer<Self>, _ square: UnsafeMutablePointer<Self>, _ beta1: Self, _ beta2: Self,
        _ epsilon: Self, _ step: Self, _ correction: Self, _ decay: Self
    )

    /// RMSprop as Keras defines it: epsilon inside the root.
    static func rmsprop(
        _ count: Int, _ weights: UnsafeMutablePointer<Self>, _ gradient: UnsafePointer<Self>,
        _ square: UnsafeMutablePointer<Self>, _ rho: Self, _ epsilon: Self, _ step: Self
    )

    /// Packs an inputs × outputs matrix into panels of 64 columns, [panel][input][64], zero-padded.
    static func packPanels(
        _ inputs: Int, _ outputs: Int, _ weights: UnsafePointer<Self>, _ rowStride: Int, _ columnStride: Int,
        _ packed: UnsafeMutablePointer<Self>
    )

    /// y += x · W for W packed by packPanels; each output sums over the inputs in order: the same bits on every level.
    static func multiplyPacked(
        _ inputs: Int, _ outputs: Int, _ x: UnsafePointer<Self>, _ packed: UnsafePointer<Self>,
        _ y: UnsafeMutablePointer<Self>
    )

    /// Dropout factors, 1/keep or 0: unit j depends on the key and j alone (SplitMix64).
    static func dropoutMask(_ count: Int, _ key: UInt64, _ keep: Double, _ mask: UnsafeMutablePointer<Self>)

    /// out[c][r] = values[r][c].
    static func transpose(
        _ rows: Int, _ columns: Int, _ values: UnsafePointer<Self>, _ out: UnsafeMutablePointer<Self>
    )
}
