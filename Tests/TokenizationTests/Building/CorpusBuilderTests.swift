import Foundation
import SymbolicMusic
import Synchronization
import Testing
import Tokenization

@Suite("Corpus builder")
struct CorpusBuilderTests {
    let folder: TemporaryFolder
    let output: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        output = try TemporaryFolder()
    }

    func build(
        _ options: CorpusOptions = CorpusOptions(), named name: String = "out.tokens", from sources: [String]? = nil
    ) throws -> (CorpusReport, TokenCorpus) {
        let path = output.file(name)
        let report = try CorpusBuilder(options: options).build(sources: sources ?? [folder.path], output: path)
        let corpus = try TokenCorpus(contentsOf: path)
        #expect(corpus.metadata == report.metadata)
        return (report, corpus)
    }

    /// Random pieces within a piano's range, so that transposing never folds.
    func writePieces(_ seeds: Range<Int>) throws {
        for seed in seeds { try folder.write(Self.piece(seed), to: "sub/\(seed % 3)/p\(seed).mid") }
    }

    static func piece(_ seed: Int) -> ChordifiedPiece {
        var random = Randomness(seed: UInt64(seed))
        return .of(
            (0..<80).map { _ in
                let first = Int.random(in: 40...60, using: &random)
                return (
                    [first, first + Int.random(in: 1...20, using: &random)], 3 * Int.random(in: 1...4, using: &random)
                )
            })
    }

    @Test("Real pieces become the tokens the tokenizer gives")
    func fixtures() throws {
        let (report, corpus) = try build(from: [Fixtures.folder])
        #expect(report.fileCount == 4)
        #expect(report.skipped.isEmpty)
        #expect(corpus.pieces.map(\.name) == Fixtures.names)
        for (index, name) in Fixtures.names.enumerated() {
            #expect(corpus.sequence(of: index) == NotesTokenizer().encode(try Fixtures.piece(name)))
        }
        #expect(corpus.pieces[3].meter == "2/4")
    }

    @Test("The corpus is the same byte by byte whatever the number of threads")
    func threads() throws {
        try writePieces(0..<40)
        var files: [Data] = []
        for threads in [1, 2, 7] {
            var options = CorpusOptions()
            options.threads = threads
            _ = try build(options, named: "\(threads)")
            files.append(try Data(contentsOf: URL(fileURLWithPath: output.file("\(threads)"))))
        }
        #expect(files[0] == files[1])
        #expect(files[0] == files[2])
    }

    @Test("The split goes by the music: about 80/10/10, whatever names the files have")
    func splitByHash() throws {
        try writePieces(0..<200)
        var options = CorpusOptions()
        options.validPercent = 10
        options.testPercent = 10
        let (report, corpus) = try build(options)
        #expect((8...34).contains(report.count(in: .valid).pieces))
        #expect((8...34).contains(report.count(in: .test).pieces))
        let splits = Dictionary(uniqueKeysWithValues: corpus.pieces.map { ($0.name, $0.split) })
        let other = try TemporaryFolder()
        for seed in 0..<200 { try other.write(Self.piece(seed), to: "q\(199 - seed).mid") }
        for piece in try build(options, from: [other.path]).1.pieces {
            #expect(piece.split == splits["p\(199 - Int(piece.name.dropFirst())!)"])
        }
    }

    @Test("However small a corpus, something is held out for judging", arguments: 2..<12)
    func smallCorpora(count: Int) throws {
        try writePieces(0..<count)
        let corpus = try build().1
        #expect(!corpus.pieceIndices(in: .valid).isEmpty)
        #expect(!corpus.pieceIndices(in: .train).isEmpty)
    }

    @Test("A manifest decides the split of what it names")
    func manifest() throws {
        try writePieces(0..<6)
        let csv = """
            title,path,split\r
            "a, ""b""\nc",sub/0/p0.mid,test\r
            d,sub/1/p1.mid,validation\r
            e,sub/2/p2.mid,train\r
            """
        try folder.write(Array(csv.utf8), to: "manifest.csv")
        let splits = { (corpus: TokenCorpus) in
            Dictionary(uniqueKeysWithValues: corpus.pieces.map { ($0.name, $0.split) })
        }
        let automatic = splits(try build().1)
        #expect(automatic["p0"] == .test && automatic["p1"] == .valid && automatic["p2"] == .train)
        var options = CorpusOptions()
        options.manifest = .file(folder.file("manifest.csv"))
        #expect(splits(try build(options).1) == automatic)
        options.manifest = .none
        let hashed = splits(try build(options).1)
        for name in ["p3", "p4", "p5"] { #expect(hashed[name] == automatic[name]) }

        try folder.write(Array("path,split\nsub/0/p0.mid,train\nx.mid,often\n".utf8), to: "manifest.csv")
        #expect(
            throws: CorpusBuildError.manifest(
                path: folder.file("manifest.csv"), line: 3, what: "the split «often» is none of train, valid, test")
        ) { try build() }
        try folder.write(Array("path,composer\nsub/0/p0.mid,Bach\n".utf8), to: "manifest.csv")
        #expect(splits(try build().1) == hashed)
    }

    @Test("Every file that is left out has its reason, and the others go in")
    func skipReasons() throws {
        try folder.write(Self.piece(1), to: "a.mid")
        try folder.write(Array("no MIDI".utf8), to: "b.mid")
        try folder.write([], to: "c.midi")
        try folder.write(ChordifiedPiece.of([([60], 12)]), to: "d.kar")
        try folder.write(ChordifiedPiece.of([]), to: "e.mid")
        try folder.write(Self.piece(2), to: "f.txt")
        try folder.write(Self.piece(2), to: ".hidden.mid")
        try folder.write(try #require(Self.piece(1).transposed(by: 5)), to: "g.MID")
        let drums = Score(
            tracks: [ScoreTrack(channel: 9, isPercussion: true, notes: [Note(onset: 0, duration: 9, pitch: 35)])],
            endTick: 9)
        try folder.write(MIDIFileBytes.of(drums), to: "h.mid")
        let (report, corpus) = try build()
        #expect(corpus.pieces.map(\.name) == ["a"])
        #expect(report.fileCount == 7)
        let reasons = Dictionary(
            uniqueKeysWithValues: report.skipped.map { ($0.path.split(separator: "/").last!, $0.reason.kind) })
        #expect(
            reasons == [
                "b.mid": "unreadable", "c.midi": "unreadable", "d.kar": "too short", "e.mid": "no notes",
                "g.MID": "duplicate", "h.mid": "percussion only",
            ])
        #expect(report.skipped.first { $0.path.hasSuffix("g.MID") }?.reason == .duplicate(of: "a.mid"))
        var options = CorpusOptions()
        options.maximumSlices = 79
        #expect(throws: CorpusBuildError.self) { try build(options) }
    }

    @Test("Nearly equal pieces are left out, related ones share a split")
    func nearDuplicates() throws {
        let piece = Self.piece(3)
        try folder.write(piece, to: "a.mid")
        var edited = piece
        edited.slices[40].tones[1].pitch += 1
        try folder.write(try #require(edited.transposed(by: -2)), to: "b.mid")
        // The first two thirds are the same, the rest is other music.
        var related = Self.piece(4).slices
        related.replaceSubrange(..<56, with: piece.slices[..<56])
        try folder.write(.of(related.map { ($0.tones.map { Int($0.pitch) }, $0.duration) }), to: "c.mid")
        try folder.write(Self.piece(5), to: "d.mid")
        let (report, corpus) = try build()
        #expect(corpus.pieces.map(\.name) == ["a", "c", "d"])
        #expect(report.skipped.map(\.reason.kind) == ["near-duplicate"])
        #expect(report.relatedGroups == 1)
        #expect(corpus.pieces[0].split == corpus.pieces[1].split)

        try folder.write(Array("path,split\nc.mid,test\n".utf8), to: "manifest.csv")
        #expect(try build().1.pieces.prefix(2).map(\.split) == [.test, .test])
        try folder.write(Array("path,split\nc.mid,test\na.mid,train\n".utf8), to: "manifest.csv")
        #expect(try build().0.relatedAcrossSplits == 1)
    }

    @Test("Training pieces go in in all keys, held-out pieces once")
    func transpositions() throws {
        try writePieces(0..<4)
        try folder.write(
            Array("path,split\nsub/0/p0.mid,test\nsub/1/p1.mid,valid\nsub/2/p2.mid,train\nsub/0/p3.mid,train".utf8),
            to: "manifest.csv")
        var options = CorpusOptions()
        options.transposition = .keys
        let (_, corpus) = try build(options)
        #expect(corpus.pieces.count == 26)
        for (index, piece) in corpus.pieces.enumerated() {
            let expected = try #require(Self.piece(Int(piece.name.dropFirst())!).transposed(by: piece.transposition))
            #expect(NotesTokenizer().decode(corpus.sequence(of: index)).slices == expected.slices)
        }
        options.transposition = .semitones(2)
        #expect(try build(options).1.pieces.filter { $0.name == "p2" }.map(\.transposition) == [-2, -1, 0, 1, 2])
    }

    @Test("Key normalisation brings every piece to C major or A minor")
    func normalizedKey() throws {
        var options = CorpusOptions()
        options.normalizesKey = true
        let (_, corpus) = try build(options, from: [Fixtures.folder])
        for index in corpus.pieces.indices {
            let key = try #require(NotesTokenizer().decode(corpus.sequence(of: index)).estimatedKey()?.key)
            #expect(key.tonic == (key.isMinor ? 9 : 0))
            #expect(abs(corpus.pieces[index].transposition) <= 6)
        }
        #expect(corpus.pieces.contains { $0.transposition != 0 })
    }

    @Test("Chords are learned from the training pieces alone")
    func chords() throws {
        try writePieces(0..<3)
        try folder.write(
            Array("path,split\nsub/0/p0.mid,test\nsub/1/p1.mid,train\nsub/2/p2.mid,train".utf8), to: "manifest.csv")
        var options = CorpusOptions()
        options.tokenizer = .chords
        let (_, corpus) = try build(options)
        let expected = ChordsTokenizer(learningFrom: [Self.piece(1), Self.piece(2)])
        #expect(corpus.vocabulary == expected.vocabulary)
        for index in 0..<3 { #expect(corpus.sequence(of: index) == expected.encode(Self.piece(index))) }
        #expect(corpus.tokenizer()?.kind == .chords)
    }

    @Test("Progress counts every file")
    func progress() throws {
        try writePieces(0..<10)
        try folder.write([1], to: "bad.mid")
        let seen = Mutex<[CorpusProgress]>([])
        _ = try CorpusBuilder().build(sources: [folder.path], output: output.file("p")) { progress in
            seen.withLock { $0.append(progress) }
        }
        let steps = seen.withLock(\.self)
        #expect(steps.map(\.done) == Array(1...11))
        #expect(steps.allSatisfy { $0.total == 11 })
        #expect(steps.last?.skipped == 1)
    }

    @Test("Sources that hold nothing, or are missing, are named")
    func noSources() throws {
        #expect(throws: CorpusBuildError.noFiles(sources: [folder.path])) { try build() }
        #expect(throws: CorpusBuildError.sourceUnreadable(path: "/no/such", reason: "no such file or folder")) {
            try build(from: ["/no/such"])
        }
        try writePieces(0..<1)
        #expect(throws: CorpusBuildError.self) {
            try CorpusBuilder().build(sources: [folder.path], output: "/no/such/folder/x.tokens")
        }
    }

    @Test("Several sources: files and folders, paths told apart by the folder's name")
    func severalSources() throws {
        try writePieces(0..<2)
        let (_, corpus) = try build(from: [folder.path, "\(Fixtures.folder)/satie-danseuse.mid"])
        let name = folder.path.split(separator: "/").last!
        #expect(corpus.pieces.map(\.path) == ["\(name)/sub/0/p0.mid", "\(name)/sub/1/p1.mid", "satie-danseuse.mid"])
    }
}
