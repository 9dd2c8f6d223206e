import Kernels

@_exported import enum Kernels.Precision

/// A network with its weights: learns from batches, judges them, and makes sessions that compose.
///
/// Each call works on buffers of its own, so evaluation and sessions may run while nothing changes the parameters.
public final class Network<Scalar: NetworkScalar>: Sendable {
    /// What the network looks like.
    public let configuration: NetworkConfiguration
    /// The weights; change them only while no other call runs.
    public let parameters: Parameters<Scalar>
    /// Into how many parts a batch is split; decides the order of sums, so results, whatever the number of threads.
    public let shards: Int
    /// How many threads work on the parts; decides nothing but the time.
    public let threads: Int
    /// How training multiplies; `single` where `mixed` was asked for and this processor or scalar cannot.
    public let precision: Precision
    let stack: LayerStack<Scalar>
    let pool = ShardPool<Scalar>()

    /// Makes a network with initial weights drawn from the seed.
    ///
    /// - Parameters:
    ///   - shards: the parts of a batch, at least 1.
    ///   - threads: at most this many threads, by default one per part.
    ///   - precision: of training's large products; `loss` and sessions always use the scalar's own.
    /// - Throws: `NetworkConfigurationError` when the configuration makes no sense.
    public init(
        configuration: NetworkConfiguration, seed: UInt64, shards: Int = 2, threads: Int? = nil,
        precision: Precision = .single
    ) throws(NetworkConfigurationError) {
        precondition(shards > 0, "a batch cannot be split into \(shards) parts")
        self.configuration = configuration
        self.shards = shards
        self.precision = Products<Scalar>.isMixedSupported ? precision : .single
        self.threads = max(1, min(threads ?? shards, shards))
        stack = try LayerStack(configuration)
        parameters = Parameters(layout: stack.layout)
        parameters.initialize(stack, seed: seed)
    }

    /// The names, shapes and places of the parameters.
    public var layout: ParameterLayout { stack.layout }

    /// Zeros in the shape of the parameters, for gradients and moments.
    public func makeParameters() -> Parameters<Scalar> { Parameters(layout: stack.layout) }

    /// The state before the first segment of each row.
    public func makeState(rows: Int) -> RecurrentState<Scalar> {
        RecurrentState(configuration: configuration, rows: rows)
    }

    /// Whether a state, perhaps read from a file, belongs to this network and a number of rows.
    public func accepts(_ state: RecurrentState<Scalar>, rows: Int) -> Bool { state.fits(configuration, rows: rows) }
}
