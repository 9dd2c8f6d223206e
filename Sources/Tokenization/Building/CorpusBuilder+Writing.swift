import Basics
import SymbolicMusic

extension CorpusBuilder {
    /// One piece in one transposition.
    private struct Entry: Sendable {
        var candidate: Int
        var shift: Int
    }

    /// Encodes the pieces and writes the file; training pieces in all transpositions asked for.
    func write(
        _ candidates: [Candidate], splits: [TokenCorpus.Split], to output: String
    ) throws(CorpusError) -> TokenCorpus.Metadata {
        var entries: [Entry] = []
        var pieces: [TokenCorpus.Piece] = []
        for (index, candidate) in candidates.enumerated() {
            let base = options.normalizesKey ? candidate.keyShift : 0
            for shift in splits[index] == .train ? options.transposition.shifts : [0] {
                var piece = candidate.piece
                piece.split = splits[index]
                piece.transposition = base + shift
                pieces.append(piece)
                entries.append(Entry(candidate: index, shift: base + shift))
            }
        }
        var metadata = TokenCorpus.Metadata(
            tokenizer: options.tokenizer, vocabulary: NotesTokenizer.vocabulary, settings: options.description,
            pieces: pieces)
        switch options.tokenizer {
        case .notes:
            try TokenCorpus.write(metadata, to: output) { piece, column in
                let entry = entries[piece]
                var ids = candidates[entry.candidate].tokens.columns[column]
                if column == 0 { NotesTokenizer.transpose(&ids, by: entry.shift) }
                return ids
            }
        case .chords:
            let (tokenizer, sequences) = encodeChords(entries, of: candidates, pieces: pieces)
            metadata.vocabulary = tokenizer.vocabulary
            for index in sequences.indices { metadata.pieces[index].count = sequences[index].count }
            try TokenCorpus.write(metadata, to: output) { piece, column in sequences[piece].columns[column] }
        }
        var offset = 0
        for index in metadata.pieces.indices {
            metadata.pieces[index].offset = offset
            offset += metadata.pieces[index].count
        }
        return metadata
    }

    /// Learns the chords of the training pieces and spells all pieces with them.
    private func encodeChords(
        _ entries: [Entry], of candidates: [Candidate], pieces: [TokenCorpus.Piece]
    ) -> (ChordsTokenizer, [TokenSequence]) {
        @Sendable func music(_ index: Int) -> ChordifiedPiece {
            var ids = candidates[entries[index].candidate].tokens.columns[0]
            NotesTokenizer.transpose(&ids, by: entries[index].shift)
            return NotesTokenizer().decode(ids)
        }
        var learner = ChordsTokenizer.Learner()
        for index in entries.indices where pieces[index].split == .train { learner.add(music(index)) }
        let tokenizer = learner.tokenizer(minimumCount: options.minimumChordCount)
        let sequences = ParallelWork.map(count: entries.count, threads: options.threads) { tokenizer.encode(music($0)) }
        return (tokenizer, sequences)
    }
}
