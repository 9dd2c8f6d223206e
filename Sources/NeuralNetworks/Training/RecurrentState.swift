import Kernels

/// What each row of a batch carries from one segment to the next: the LSTM states, and the keys and values of the
/// steps that attention can still reach. Plain numbers, so that a checkpoint can keep them.
public struct RecurrentState<Scalar: NetworkScalar>: Sendable, Equatable, Codable {
    /// The number of rows.
    public let rows: Int
    /// Numbers per row.
    public let stride: Int
    /// Row after row: for each layer the hidden state then the cell, then past keys, then past values, oldest first.
    public internal(set) var values: [Scalar]
    /// For each row how many past steps have keys and values.
    public internal(set) var remembered: [Int]

    init(configuration: NetworkConfiguration, rows: Int) {
        var stride = configuration.hiddenSizes.reduce(0) { $0 + 2 * $1 }
        if case .causal(let heads, let keyDimension, let window) = configuration.attention {
            stride += 2 * (window - 1) * heads * keyDimension
        }
        self.rows = rows
        self.stride = stride
        values = [Scalar](repeating: 0, count: rows * stride)
        remembered = [Int](repeating: 0, count: rows)
    }

    /// Whether the state has the shape that a network expects; one read from a file may not.
    func fits(_ configuration: NetworkConfiguration, rows: Int) -> Bool {
        let model = RecurrentState(configuration: configuration, rows: 0)
        var window = 1
        if case .causal(_, _, let steps) = configuration.attention { window = steps }
        return self.rows == rows && stride == model.stride && values.count == rows * stride
            && remembered.count == rows && remembered.allSatisfy { (0..<window).contains($0) }
    }
}
