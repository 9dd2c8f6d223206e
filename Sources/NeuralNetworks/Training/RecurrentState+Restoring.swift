import Kernels

extension RecurrentState {
    /// Makes a state of numbers that a checkpoint kept; nil if they do not fit the network or the rows.
    public init?(configuration: NetworkConfiguration, rows: Int, values: [Scalar], remembered: [Int]) {
        self.init(configuration: configuration, rows: rows)
        self.values = values
        self.remembered = remembered
        guard fits(configuration, rows: rows) else { return nil }
    }
}
