import Basics
import FoundationEssentials
import StandardMIDIFile
import SymbolicMusic
import Synchronization

/// Carries a skip reason as a failure.
struct Skip: Error {
    var reason: SkipReason
}

extension CorpusBuilder {
    /// Pieces that last longer than 40,000 quarters are left out: some damaged file says so, no music does.
    private static let maximumSteps = 40_000 * SymbolicMusic.Slice.stepsPerQuarter

    /// Reads all files on several threads.
    func read(
        _ files: [SourceFile], progress: (@Sendable (CorpusProgress) -> Void)?
    ) -> [Result<Candidate, Skip>] {
        let state = Mutex(CorpusProgress(done: 0, total: files.count, skipped: 0, path: ""))
        return ParallelWork.map(count: files.count, threads: options.threads) { index in
            let outcome: Result<Candidate, Skip>
            do throws(Skip) {
                outcome = .success(try candidate(files[index], index: index))
            } catch {
                outcome = .failure(error)
            }
            if let progress {
                state.withLock { state in
                    state.done += 1
                    if case .failure = outcome { state.skipped += 1 }
                    state.path = files[index].path
                    progress(state)
                }
            }
            return outcome
        }
    }

    private func candidate(_ file: SourceFile, index: Int) throws(Skip) -> Candidate {
        let (score, hash) = try Self.score(of: file.path)
        let parts = score.tracks.filter { !$0.notes.isEmpty }
        guard !parts.isEmpty else { throw Skip(reason: .noNotes) }
        guard parts.contains(where: { !$0.isPercussion }) else { throw Skip(reason: .percussionOnly) }
        let piece = score.chordified(options.quantization)
        let slices = CanonicalSlices.make(from: piece.slices)
        guard slices.contains(where: { !$0.tones.isEmpty }) else { throw Skip(reason: .noNotes) }
        guard slices.count >= options.minimumSlices else {
            throw Skip(reason: .tooShort(slices: slices.count, minimum: options.minimumSlices))
        }
        guard slices.count <= options.maximumSlices, piece.lengthInSteps <= Self.maximumSteps else {
            throw Skip(reason: .tooLong(slices: slices.count, steps: piece.lengthInSteps))
        }
        let tokenizer = NotesTokenizer()
        let tokens = tokenizer.encode(piece)
        let back = tokenizer.decode(tokens)
        guard back.slices == slices else { throw Skip(reason: .notReproducible) }
        let key = piece.estimatedKey()?.key
        let meter = back.meters.first ?? MeterChange(numerator: 4, denominator: 4)
        let name = file.relativePath.split(separator: "/").last ?? ""
        return Candidate(
            file: index,
            piece: TokenCorpus.Piece(
                name: name.lastIndex(of: ".").map { String(name[..<$0]) } ?? String(name), path: file.displayPath,
                sourceHash: StableHash.text(hash), split: .train, count: tokens.count, slices: slices.count,
                key: key?.description ?? "", meter: "\(meter.numerator)/\(meter.denominator)"),
            tokens: tokens, fingerprint: Fingerprint(of: slices),
            keyShift: key.map { $0.semitones(toTonic: $0.isMinor ? 9 : 0) } ?? 0)
    }

    private static func score(of path: String) throws(Skip) -> (Score, UInt64) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Skip(reason: .unreadable("the file cannot be opened"))
        }
        let bytes = Array(data)
        do throws(MIDIFileError) {
            let file = try MIDIFileReader(policy: .lenient, maximumWarnings: 0).read(bytes).file
            return (Score(file), StableHash.of(bytes))
        } catch {
            throw Skip(reason: .unreadable(error.description))
        }
    }
}
