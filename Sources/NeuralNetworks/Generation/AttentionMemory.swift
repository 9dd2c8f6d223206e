import Kernels

/// The keys and values of the latest steps of a piece, in a ring.
final class AttentionMemory<Scalar: NetworkScalar> {
    /// How many steps were attended to so far.
    var count = 0
    private let window: Int
    private let keys: AlignedBuffer<Scalar>
    private let values: AlignedBuffer<Scalar>
    private let projected: AlignedBuffer<Scalar>
    private let scores: AlignedBuffer<Scalar>

    init(_ layer: CausalAttention<Scalar>) {
        window = layer.window
        keys = AlignedBuffer(count: layer.window * layer.width)
        values = AlignedBuffer(count: layer.window * layer.width)
        projected = AlignedBuffer(count: 3 * layer.width)
        scores = AlignedBuffer(count: layer.window)
    }

    func update(from other: AttentionMemory) {
        count = other.count
        keys.base.update(from: other.keys.base, count: keys.count)
        values.base.update(from: other.values.base, count: values.count)
    }

    /// Remembers a state and writes what it finds in the window, itself included.
    func attend(
        _ layer: CausalAttention<Scalar>, _ packed: PackedMatrix<Scalar>, state: UnsafePointer<Scalar>,
        context: UnsafeMutablePointer<Scalar>
    ) {
        let width = layer.width
        let dimension = layer.keyDimension
        projected.zero()
        packed.addProduct(state, to: projected.base)
        let slot = count % window
        (keys.base + slot * width).update(from: projected.base + width, count: width)
        (values.base + slot * width).update(from: projected.base + 2 * width, count: width)
        count += 1
        let reached = min(count, window)
        let oldest = count - reached
        context.update(repeating: 0, count: width)
        var first: Int32 = 0
        var last = Int32(reached - 1)
        for head in 0..<layer.heads {
            let query = projected.base + head * dimension
            for step in 0..<reached {
                let key = keys.base + (oldest + step) % window * width + head * dimension
                scores.base[step] = Scalar.dot(dimension, query, key) * layer.scale
            }
            Scalar.attentionSoftmax(1, reached, scores.base, &first, &last, layer.slope(head: head))
            for step in 0..<reached {
                let value = values.base + (oldest + step) % window * width + head * dimension
                Scalar.axpy(dimension, scores.base[step], value, context + head * dimension)
            }
        }
    }
}
