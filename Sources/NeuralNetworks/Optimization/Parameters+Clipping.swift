import Kernels

extension Parameters {
    /// Scales all values so that their Euclidean norm is at most `limit` (Pascanu, Mikolov & Bengio 2013).
    ///
    /// - Returns: the norm before.
    @discardableResult
    public func clip(toNorm limit: Double) -> Double {
        let norm = sumOfSquares.squareRoot()
        if norm.isFinite, norm > limit { Scalar.scale(buffer.count, Scalar(limit / norm), buffer.base) }
        return norm
    }
}
