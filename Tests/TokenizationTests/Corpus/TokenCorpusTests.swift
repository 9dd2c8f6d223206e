import Foundation
import SymbolicMusic
import Testing
import Tokenization

@Suite("Corpus file")
struct TokenCorpusTests {
    let folder: TemporaryFolder
    let path: String
    let sequences: [TokenSequence]

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("small.tokens")
        sequences = (0..<4).map { NotesTokenizer().encode(.random(seed: $0, slices: 12)) }
        let pieces = sequences.enumerated().map { index, sequence in
            TokenCorpus.Piece(
                name: "piece \(index)", path: "a/ü\(index).mid", sourceHash: "00", split: index == 2 ? .test : .train,
                count: sequence.count, slices: 12, key: "C# minor", meter: "3/4", transposition: -index)
        }
        try TokenCorpus.write(
            TokenCorpus.Metadata(
                tokenizer: .notes, vocabulary: NotesTokenizer.vocabulary, settings: ["a": "b"], pieces: pieces),
            to: path
        ) { sequences[$0].columns[$1] }
    }

    func expectError(_ bytes: [UInt8], _ matches: (CorpusError) -> Bool) throws {
        let damaged = try folder.write(bytes, to: "damaged.tokens")
        let error = try #require(throws: CorpusError.self) { try TokenCorpus(contentsOf: damaged) }
        #expect(matches(error), "\(error)")
        #expect(error.description.contains("damaged.tokens"))
    }

    @Test("What was written is read")
    func roundTrip() throws {
        let corpus = try TokenCorpus(contentsOf: path)
        #expect(corpus.pieces.count == 4)
        #expect(corpus.stepCount == sequences.reduce(0) { $0 + $1.count })
        #expect(corpus.pieces[3].path == "a/ü3.mid")
        #expect(corpus.pieces[3].transposition == -3)
        #expect(corpus.pieces[3].key == "C# minor")
        #expect(corpus.metadata.settings == ["a": "b"])
        #expect(corpus.vocabulary == NotesTokenizer.vocabulary)
        #expect(corpus.tokenizer() is NotesTokenizer)
        #expect(corpus.pieceIndices(in: .train) == [0, 1, 3])
        for (index, sequence) in sequences.enumerated() {
            #expect(corpus.sequence(of: index) == sequence)
            for column in 0..<2 {
                #expect(
                    Array(corpus.tokens(of: index, column: column)[3..<9]) == Array(sequence.columns[column][3..<9]))
                let isEqual = corpus.withTokens(of: index, column: column) {
                    $0.elementsEqual(sequence.columns[column])
                }
                #expect(isEqual)
            }
        }
        #expect(folder.names == ["small.tokens"])
    }

    @Test("Tokens outlive the corpus value they came from")
    func lifetime() throws {
        let column = try TokenCorpus(contentsOf: path).tokens(of: 1, column: 0)
        #expect(column.elementsEqual(sequences[1].columns[0]))
    }

    @Test("Columns lie at multiples of 64 bytes, as documented")
    func layout() throws {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(bytes.count % 64 == 0)
        #expect(bytes.prefix(16) == [0x4D, 0x47, 0x54, 0x4F, 0x4B, 0x45, 0x4E, 0x53, 1, 0, 0, 0, 64, 0, 0, 0])
        let steps = sequences.reduce(0) { $0 + $1.count }
        let stride = (2 * steps + 63) / 64 * 64
        let first = bytes.count - 2 * stride
        let ids = sequences.flatMap { $0.columns[0] }
        #expect(
            (0..<steps).allSatisfy { ids[$0] == UInt16(bytes[first + 2 * $0]) | UInt16(bytes[first + 2 * $0 + 1]) << 8 }
        )
    }

    @Test("A file cut off anywhere is refused with its length or its kind")
    func truncation() throws {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        for length in stride(from: 0, to: bytes.count, by: 97) {
            try expectError(Array(bytes[..<length])) { error in
                switch error {
                case .notACorpus: length < 8
                case .wrongLength(_, let expected, let actual): actual == length && expected > actual
                default: false
                }
            }
        }
    }

    @Test("Every flipped bit is noticed")
    func bitFlips() throws {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        var random = Randomness(seed: 1)
        let places = Array(0..<64) + (0..<300).map { _ in Int.random(in: 64..<bytes.count, using: &random) }
        for place in places {
            var damaged = bytes
            damaged[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
            try expectError(damaged) { _ in true }
        }
    }

    @Test("Bytes that follow the file are refused, and so is anything else that is no corpus")
    func strangers() throws {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        try expectError(bytes + [0]) { if case .wrongLength = $0 { true } else { false } }
        try expectError(Array("MThd is a MIDI file".utf8)) { if case .notACorpus = $0 { true } else { false } }
        var later = bytes
        later[8] = 2
        try expectError(later) { if case .unsupportedVersion(_, 2) = $0 { true } else { false } }
        #expect(throws: CorpusError.self) { try TokenCorpus(contentsOf: folder.path) }
        #expect(throws: CorpusError.self) { try TokenCorpus(contentsOf: folder.file("missing")) }
        #expect(throws: CorpusError.self) { try TokenCorpus(contentsOf: "/dev/zero") }
    }

    @Test("An id outside the vocabulary is refused even when the checksums are right")
    func wrongIDs() throws {
        let piece = TokenCorpus.Piece(name: "x", path: "x", sourceHash: "", split: .train, count: 2)
        let wrong = folder.file("damaged.tokens")
        try TokenCorpus.write(
            TokenCorpus.Metadata(tokenizer: .notes, vocabulary: NotesTokenizer.vocabulary, pieces: [piece]), to: wrong
        ) { _, column in column == 0 ? [0, 352] : [0, 0] }
        #expect(throws: CorpusError.corrupt(path: wrong, what: "column token has an id outside its vocabulary")) {
            try TokenCorpus(contentsOf: wrong)
        }
    }

    @Test("A file that cannot be written leaves nothing behind and the old one as it was")
    func unwritable() throws {
        let corpus = try TokenCorpus(contentsOf: path)
        #expect(throws: CorpusError.self) {
            try TokenCorpus.write(corpus.metadata, to: folder.file("no/such/folder")) { sequences[$0].columns[$1] }
        }
        try FileManager.default.createDirectory(atPath: folder.file("taken"), withIntermediateDirectories: true)
        #expect(throws: CorpusError.self) {
            try TokenCorpus.write(corpus.metadata, to: folder.file("taken")) { sequences[$0].columns[$1] }
        }
        #expect(folder.names == ["small.tokens", "taken"])
    }

    @Test("Writing over a corpus that is in use leaves the mapped one as it was")
    func replaceWhileMapped() throws {
        let corpus = try TokenCorpus(contentsOf: path)
        try TokenCorpus.write(
            TokenCorpus.Metadata(tokenizer: .notes, vocabulary: NotesTokenizer.vocabulary, pieces: []), to: path
        ) { _, _ in [] }
        #expect(corpus.sequence(of: 3) == sequences[3])
        #expect(try TokenCorpus(contentsOf: path).stepCount == 0)
    }
}
