import Dispatch
import Synchronization

/// Loads what a score will play while it plays, in the order of the score.
final class BackgroundPreparation: Sendable {
    private let isCancelled = Atomic(false)

    /// Begins.
    ///
    /// - Parameter span: frames of the score whose notes are loaded together.
    init(_ sampler: SoundFontInstrument, uses: ArraySlice<NoteCensus.TimedUse>, span: Int) {
        // Its preparing may be called from any thread while it plays.
        nonisolated(unsafe) let sampler = sampler
        DispatchQueue.global(qos: .userInitiated).async { [self] in
            var rest = uses
            while let first = rest.first, !isCancelled.load(ordering: .relaxed) {
                let end = rest.firstIndex { $0.frame >= first.frame + span } ?? rest.endIndex
                sampler.prepare(notes: rest[..<end].map(\.use))
                rest = rest[end...]
            }
        }
    }

    /// Stops before the next notes.
    func cancel() { isCancelled.store(true, ordering: .relaxed) }
}
