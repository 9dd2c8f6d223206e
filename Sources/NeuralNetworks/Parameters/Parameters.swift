import Kernels

/// The values of a network's tensors in one flat buffer: weights, a gradient, or an optimiser's moments.
///
/// A reference type: whoever shares it between threads keeps writes and reads apart.
public final class Parameters<Scalar: NetworkScalar>: @unchecked Sendable {
    /// Which tensor lies where.
    public let layout: ParameterLayout
    let buffer: AlignedBuffer<Scalar>

    /// Makes tensors of zeros.
    public init(layout: ParameterLayout) {
        self.layout = layout
        buffer = AlignedBuffer(count: layout.count)
    }

    /// An independent copy.
    public func copy() -> Parameters {
        let result = Parameters(layout: layout)
        result.update(from: self)
        return result
    }

    /// Takes over the values of another buffer of the same layout.
    public func update(from other: Parameters) {
        precondition(layout == other.layout, "these parameters belong to a network of another shape")
        buffer.base.update(from: other.buffer.base, count: buffer.count)
    }

    /// Takes over the values of another buffer of the same layout in another precision.
    public func convert<Other: NetworkScalar>(from other: Parameters<Other>) {
        precondition(layout == other.layout, "these parameters belong to a network of another shape")
        for index in 0..<buffer.count { buffer.base[index] = Scalar(other.buffer.base[index]) }
    }

    /// Sets every value to zero.
    public func zero() { buffer.zero() }

    /// The elements of a tensor, row-major; setting needs as many elements as the tensor has.
    ///
    /// - Precondition: the layout has a tensor of that name.
    public subscript(name: String) -> [Scalar] {
        get {
            let tensor = tensor(name)
            return Array(UnsafeBufferPointer(start: buffer.base + tensor.offset, count: tensor.count))
        }
        set {
            let tensor = tensor(name)
            precondition(
                newValue.count == tensor.count, "\(name) has \(tensor.count) elements, not \(newValue.count)")
            newValue.withUnsafeBufferPointer {
                (buffer.base + tensor.offset).update(from: $0.baseAddress!, count: tensor.count)
            }
        }
    }

    /// Whether every value is finite.
    public var isFinite: Bool { sumOfSquares.isFinite }

    /// The sum of the squares of all values, in double precision and a fixed order.
    public var sumOfSquares: Double { Scalar.sumOfSquares(buffer.count, buffer.base) }

    private func tensor(_ name: String) -> ParameterTensor {
        guard let tensor = layout[name] else { preconditionFailure("the network has no tensor \(name)") }
        return tensor
    }
}
