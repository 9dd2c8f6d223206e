import Kernels

extension MatrixLibrary {
    /// Makes sure, before long work, that there is something to multiply matrices with.
    ///
    /// - Throws: `CommandFailure`: `unavailable`.
    static func require() throws(CommandFailure) {
        guard let reason = load() else { return }
        throw CommandFailure(.unavailable, "\(reason); training and judging need it: \(remedy)")
    }
}
