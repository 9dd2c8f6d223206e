import CBLAS
import CKernels

extension Float: NetworkScalar {
    /// c = factor · c + scale · op(a) · op(b), where c is rows × columns and op transposes on demand; row-major.
    public static func multiply(
        _ transposeA: Bool, _ transposeB: Bool, _ rows: Int, _ columns: Int, _ inner: Int, _ scale: Float,
        _ a: UnsafePointer<Float>, _ strideA: Int, _ b: UnsafePointer<Float>, _ strideB: Int, _ factor: Float,
        _ c: UnsafeMutablePointer<Float>, _ strideC: Int
    ) {
        cb_sgemm(
            transposeA ? 1 : 0, transposeB ? 1 : 0, Int32(rows), Int32(columns), Int32(inner), scale, a, Int32(strideA),
            b, Int32(strideB), factor, c, Int32(strideC))
    }

    /// Fused LSTM gates: activates `gates` (rows × 4·units, order i f g o) in place; writes the cell and the hidden state.
    @inlinable @inline(__always)
    public static func lstmForward(
        _ rows: Int, _ units: Int, _ gates: UnsafeMutablePointer<Float>, _ previous: UnsafePointer<Float>,
        _ cell: UnsafeMutablePointer<Float>, _ hidden: UnsafeMutablePointer<Float>
    ) {
        ck_lstm_forward_float(Int64(rows), Int64(units), gates, previous, cell, hidden)
    }

    /// Backward of lstmForward: `gates` becomes the gradient before activation; `cellGradient` goes from step t to t - 1.
    @inlinable @inline(__always)
    public static func lstmBackward(
        _ rows: Int, _ units: Int, _ gates: UnsafeMutablePointer<Float>, _ previous: UnsafePointer<Float>,
        _ cell: UnsafePointer<Float>, _ hiddenGradient: UnsafePointer<Float>,
        _ cellGradient: UnsafeMutablePointer<Float>
    ) {
        ck_lstm_backward_float(Int64(rows), Int64(units), gates, previous, cell, hiddenGradient, cellGradient)
    }

    /// tanh in place.
    @inlinable @inline(__always)
    public static func tanhForward(_ count: Int, _ values: UnsafeMutablePointer<Float>) {
        ck_tanh_forward_float(Int64(count), values)
    }

    /// gradient *= 1 - output².
    @inlinable @inline(__always)
    public static func tanhBackward(
        _ count: Int, _ output: UnsafePointer<Float>, _ gradient: UnsafeMutablePointer<Float>
    ) {
        ck_tanh_backward_float(Int64(count), output, gradient)
    }

    /// Writes `row` to each of `rows` rows.
    @inlinable @inline(__always)
    public static func broadcastRow(
        _ rows: Int, _ columns: Int, _ row: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>
    ) {
        ck_broadcast_row_float(Int64(rows), Int64(columns), row, out)
    }

    /// sums[j] += Σ values[r][j], rows in order.
    @inlinable @inline(__always)
    public static func addColumnSums(
        _ rows: Int, _ columns: Int, _ values: UnsafePointer<Float>, _ sums: UnsafeMutablePointer<Float>
    ) {
        ck_add_column_sums_float(Int64(rows), Int64(columns), values, sums)
    }

    /// out[b][j] = source[b][j] · mask[j]; `source` may be `out`.
    @inlinable @inline(__always)
    public static func multiplyBlocks(
        _ blocks: Int, _ width: Int, _ source: UnsafePointer<Float>, _ mask: UnsafePointer<Float>,
        _ out: UnsafeMutablePointer<Float>
    ) {
        ck_multiply_blocks_float(Int64(blocks), Int64(width), source, mask, out)
    }

    /// out row r = table row indices[r].
    @inlinable @inline(__always)
    public static func gatherRows(
        _ count: Int, _ indices: UnsafePointer<UInt16>, _ table: UnsafePointer<Float>, _ width: Int,
        _ out: UnsafeMutablePointer<Float>, _ stride: Int
    ) {
        ck_gather_rows_float(Int64(count), indices, table, Int64(width), out, Int64(stride))
    }

    /// table row indices[r] += source row r, in order.
    @inlinable @inline(__always)
    public static func scatterAddRows(
        _ count: Int, _ indices: UnsafePointer<UInt16>, _ source: UnsafePointer<Float>, _ stride: Int, _ width: Int,
        _ table: UnsafeMutablePointer<Float>
    ) {
        ck_scatter_add_rows_float(Int64(count), indices, source, Int64(stride), Int64(width), table)
    }

    /// Softmax of each row in place.
    @inlinable @inline(__always)
    public static func softmaxRows(_ rows: Int, _ columns: Int, _ values: UnsafeMutablePointer<Float>) {
        ck_softmax_rows_float(Int64(rows), Int64(columns), values)
    }

    /// Σ -log softmax(logits)[target]; logits become scale · (softmax - onehot). Rows with target UINT16Max count nothing.
    @inlinable @inline(__always)
    public static func crossEntropy(
        _ rows: Int, _ columns: Int, _ logits: UnsafeMutablePointer<Float>, _ targets: UnsafePointer<UInt16>,
        _ scale: Float
    ) -> Double {
        ck_cross_entropy_float(Int64(rows), Int64(columns), logits, targets, scale)
    }

    /// Row r: softmax over columns first[r]…last[r] of scores - slope · (last[r] - column); zero elsewhere.
    @inlinable @inline(__always)
    public static func attentionSoftmax(
        _ rows: Int, _ columns: Int, _ scores: UnsafeMutablePointer<Float>, _ first: UnsafePointer<Int32>,
        _ last: UnsafePointer<Int32>, _ slope: Float
    ) {
        ck_attention_softmax_float(Int64(rows), Int64(columns), scores, first, last, slope)
    }

    /// gradient = scale · weights · (gradient - Σ weights · gradient), row by row.
    @inlinable @inline(__always)
    public static func attentionSoftmaxBackward(
        _ rows: Int, _ columns: Int, _ weights: UnsafePointer<Float>, _ gradient: UnsafeMutablePointer<Float>,
        _ scale: Float
    ) {
        ck_attention_softmax_backward_float(Int64(rows), Int64(columns), weights, gradient, scale)
    }

    /// Dot product in 16 fixed lanes.
    @inlinable @inline(__always)
    public static func dot(_ count: Int, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>) -> Float {
        ck_dot_float(Int64(count), a, b)
    }

    /// out += scale · source.
    @inlinable @inline(__always)
    public static func axpy(
        _ count: Int, _ scale: Float, _ source: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>
    ) {
        ck_axpy_float(Int64(count), scale, source, out)
    }

    /// values *= scale.
    @inlinable @inline(__always)
    public static func scale(_ count: Int, _ scale: Float, _ values: UnsafeMutablePointer<Float>) {
        ck_scale_float(Int64(count), scale, values)
    }

    /// mean += (1 - decay) · (source - mean).
    @inlinable @inline(__always)
    public static func average(
        _ count: Int, _ decay: Float, _ source: UnsafePointer<Float>, _ mean: UnsafeMutablePointer<Float>
    ) {
        ck_average_float(Int64(count), decay, source, mean)
    }

    /// Sum of squares, accumulated in double precision in 16 fixed lanes.
    @inlinable @inline(__always)
    public static func sumOfSquares(_ count: Int, _ values: UnsafePointer<Float>) -> Double {
        ck_sum_of_squares_float(Int64(count), values)
    }

    /// Adam: step already divided by 1 - beta1^t; correction = 1 / sqrt(1 - beta2^t); decay = 1 - rate · weight decay.
    @inlinable @inline(__always)
    public static func adam(
        _ count: Int, _ weights: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>,
        _ mean: UnsafeMutablePointer<Float>, _ square: UnsafeMutablePointer<Float>, _ beta1: Float, _ beta2: Float,
        _ epsilon: Float, _ step: Float, _ correction: Float, _ decay: Float
    ) {
        ck_adam_float(Int64(count), weights, gradient, mean, square, beta1, beta2, epsilon, step, correction, decay)
    }

    /// RMSprop as Keras defines it: epsilon inside the root.
    @inlinable @inline(__always)
    public static func rmsprop(
        _ count: Int, _ weights: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>,
        _ square: UnsafeMutablePointer<Float>, _ rho: Float, _ epsilon: Float, _ step: Float
    ) {
        ck_rmsprop_float(Int64(count), weights, gradient, square, rho, epsilon, step)
    }

    /// Packs an inputs × outputs matrix into panels of 64 columns, [panel][input][64], zero-padded.
    @inlinable @inline(__always)
    public static func packPanels(
        _ inputs: Int, _ outputs: Int, _ weights: UnsafePointer<Float>, _ rowStride: Int, _ columnStride: Int,
        _ packed: UnsafeMutablePointer<Float>
    ) {
        ck_pack_panels_float(Int64(inputs), Int64(outputs), weights, Int64(rowStride), Int64(columnStride), packed)
    }

    /// y += x · W for W packed by packPanels; each output sums over the inputs in order: the same bits on every level.
    @inlinable @inline(__always)
    public static func multiplyPacked(
        _ inputs: Int, _ outputs: Int, _ x: UnsafePointer<Float>, _ packed: UnsafePointer<Float>,
        _ y: UnsafeMutablePointer<Float>
    ) {
        ck_multiply_packed_float(Int64(inputs), Int64(outputs), x, packed, y)
    }

    /// Dropout factors, 1/keep or 0: unit j depends on the key and j alone (SplitMix64).
    @inlinable @inline(__always)
    public static func dropoutMask(
        _ count: Int, _ key: UInt64, _ keep: Double, _ mask: UnsafeMutablePointer<Float>
    ) {
        ck_dropout_mask_float(Int64(count), key, keep, mask)
    }

    /// out[c][r] = values[r][c].
    @inlinable @inline(__always)
    public static func transpose(
        _ rows: Int, _ columns: Int, _ values: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>
    ) {
        ck_transpose_float(Int64(rows), Int64(columns), values, out)
    }
}
