import Composition
import SymbolicMusic

extension ComposingRequest {
    /// Composes the piece under a progress bar.
    ///
    /// - Throws: `CommandFailure.interrupted` at Ctrl-C, or what composing throws.
    package func compose(
        with composer: Composer, primer: ChordifiedPiece?, console: Console
    ) throws -> ComposedPiece {
        let bar = ProgressBar(console, label: "composing", total: 100, unit: nil)
        defer { bar.finish() }
        return try composer.compose(settings, primer: primer) { share in
            try Interruption.check()
            bar.update(completed: Int(min(1, share) * 100))
        }
    }
}
