import Composition
import Dispatch
import SymbolicMusic
import Synchronization
import Testing
import Tokenization

/// The model that comes with the program, by default settings.
@Suite struct BundledModelTests {
    static let composer = Result { try Composer() }

    @Test func isSmallAndKnowsItsTokens() throws {
        let model = try Self.composer.get().model
        #expect(model.configuration.tokenizer == .notes)
        #expect(model.configuration.vocabulary == NotesTokenizer.vocabulary)
        #expect(model.network.layout.parameterCount * 2 < 10_000_000)
    }

    @Test func neverGetsStuckOnAChord() throws {
        let composer = try Self.composer.get()
        let pieces = Mutex([ChordifiedPiece]())
        DispatchQueue.concurrentPerform(iterations: 32) { index in
            let piece = try? composer.compose(CompositionSettings(seed: UInt64(index + 1), length: .bars(16)))
            pieces.withLock { $0.append(piece?.piece ?? ChordifiedPiece()) }
        }
        for piece in pieces.withLock({ $0 }) {
            #expect(piece.slices.count > 16)
            #expect(Repetition.immediate(in: piece.slices) <= 0.25)
            #expect(Set(piece.slices.map { $0.tones.map(\.pitch) }).count > 8)
        }
    }

    @Test func severalAtOnceComposeWhatOneDoes() throws {
        let composer = try Self.composer.get()
        let settings = CompositionSettings(seed: 5, length: .bars(8))
        let alone = try composer.compose(settings).tokens
        let together = Mutex([TokenSequence]())
        DispatchQueue.concurrentPerform(iterations: 4) { _ in
            if let piece = try? composer.compose(settings) { together.withLock { $0.append(piece.tokens) } }
        }
        #expect(together.withLock { $0 } == [alone, alone, alone, alone])
    }
}
