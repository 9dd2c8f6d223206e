import Kernels

/// The tutorial's attention without a query: e = tanh(h·w + b), α = softmax of e over the window, c = Σ α h.
///
/// Source: the Keras music generator this form is known from, after Raffel & Ellis 2015 ("feed-forward attention").
struct WindowAttention<Scalar: NetworkScalar>: Sendable {
    let stateSize: Int
    let weights: Int
    let bias: Int

    init(stateSize: Int, in layout: inout ParameterLayout) {
        self.stateSize = stateSize
        weights = layout.add("attention.weights", [stateSize])
        bias = layout.add("attention.bias", [1])
    }

    final class Workspace: Sendable {
        /// [rows, steps]
        let energies: AlignedBuffer<Scalar>
        let shares: AlignedBuffer<Scalar>
        let gradient: AlignedBuffer<Scalar>

        init(rows: Int, steps: Int) {
            energies = AlignedBuffer(count: rows * steps)
            shares = AlignedBuffer(count: rows * steps)
            gradient = AlignedBuffer(count: rows * steps)
        }
    }

    /// - Parameters:
    ///   - states: [steps, rows, stateSize].
    ///   - context: [rows, stateSize], written.
    func forward(
        _ parameters: UnsafeMutablePointer<Scalar>, states: UnsafeMutablePointer<Scalar>, rows: Int, steps: Int,
        context: UnsafeMutablePointer<Scalar>, _ space: Workspace
    ) {
        for row in 0..<rows {
            for step in 0..<steps {
                space.energies.base[row * steps + step] =
                    Scalar.dot(stateSize, states + (step * rows + row) * stateSize, parameters + weights)
                    + parameters[bias]
            }
        }
        Scalar.tanhForward(rows * steps, space.energies.base)
        space.shares.base.update(from: space.energies.base, count: rows * steps)
        Scalar.softmaxRows(rows, steps, space.shares.base)
        context.update(repeating: 0, count: rows * stateSize)
        for row in 0..<rows {
            for step in 0..<steps {
                Scalar.axpy(
                    stateSize, space.shares.base[row * steps + step], states + (step * rows + row) * stateSize,
                    context + row * stateSize)
            }
        }
    }

    /// Adds to the gradient and to the states' gradient.
    func backward(
        _ parameters: UnsafeMutablePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>,
        states: UnsafeMutablePointer<Scalar>, rows: Int, steps: Int, contextGradient: UnsafeMutablePointer<Scalar>,
        stateGradient: UnsafeMutablePointer<Scalar>, _ space: Workspace
    ) {
        for row in 0..<rows {
            let above = contextGradient + row * stateSize
            for step in 0..<steps {
                let place = (step * rows + row) * stateSize
                space.gradient.base[row * steps + step] = Scalar.dot(stateSize, states + place, above)
                Scalar.axpy(stateSize, space.shares.base[row * steps + step], above, stateGradient + place)
            }
        }
        Scalar.attentionSoftmaxBackward(rows, steps, space.shares.base, space.gradient.base, 1)
        Scalar.tanhBackward(rows * steps, space.energies.base, space.gradient.base)
        for row in 0..<rows {
            for step in 0..<steps {
                let place = (step * rows + row) * stateSize
                let slope = space.gradient.base[row * steps + step]
                Scalar.axpy(stateSize, slope, states + place, gradient + weights)
                Scalar.axpy(stateSize, slope, parameters + weights, stateGradient + place)
                gradient[bias] += slope
            }
        }
    }
}
