import Foundation
import Testing
import Tokenization

@Suite("musicgen prepare")
struct PrepareTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try Support.makeFolder(folder("midi/more"))
        for number in 1...8 {
            _ = try folder.file("midi/more/piece\(number).mid", Music.bytes(Music.piece(number)))
        }
    }

    @Test("one bad file never stops a run: every file left out is named with the reason")
    func reasons() throws {
        _ = try folder.file("midi/broken.mid", [1, 2, 3])
        _ = try folder.file("midi/copy.mid", Music.bytes(Music.piece(3)))
        let outcome = try Program.run(["prepare", folder("midi"), "--output", folder("all.tokens")])
        #expect(outcome.exitCode == 0)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("broken.mid: unreadable"))
        #expect(outcome.errors.contains("duplicate of"))
        #expect(outcome.errors.contains("8 of 10 files"))
        #expect(try TokenCorpus(contentsOf: folder("all.tokens")).pieces.count == 8)
    }

    @Test("the number of threads does not matter")
    func threads() throws {
        for count in ["1", "3"] {
            let outcome = try Program.run(
                ["prepare", folder("midi"), "-o", folder("\(count).tokens"), "--threads", count, "--transpose", "±2"])
            #expect(outcome.exitCode == 0)
        }
        #expect(fileBytes(folder("1.tokens")) == fileBytes(folder("3.tokens")))
        #expect(fileBytes(folder("1.tokens")) != nil)
    }

    @Test("chords, in C major")
    func chords() throws {
        let outcome = try Program.run(
            ["prepare", folder("midi"), "-o", folder("c.tokens"), "--tokenizer", "chords", "--key", "c-major"])
        #expect(outcome.exitCode == 0)
        let corpus = try TokenCorpus(contentsOf: folder("c.tokens"))
        #expect(corpus.metadata.tokenizer == .chords)
        #expect(corpus.metadata.settings["key"] == "C major or A minor")
    }

    @Test("a missing source and a folder without MIDI files: 66, nothing is written")
    func nothingToRead() throws {
        try Support.makeFolder(folder("empty"))
        for source in [folder("no"), folder("empty")] {
            let outcome = try Program.run(["prepare", source, "-o", folder("x.tokens")])
            #expect(outcome.exitCode == 66)
            #expect(outcome.errors.hasPrefix("musicgen: \(source)"))
        }
        #expect(folder.contents == ["empty", "midi"])
    }

    @Test("nothing usable: 65; an existing output: 73")
    func refusals() throws {
        try Support.makeFolder(folder("bad"))
        _ = try folder.file("bad/a.mid", [1])
        #expect(try Program.run(["prepare", folder("bad"), "-o", folder("x.tokens")]).exitCode == 65)
        _ = try folder.file("there.tokens", [1])
        let outcome = try Program.run(["prepare", folder("midi"), "-o", folder("there.tokens")])
        #expect(outcome.exitCode == 73)
        #expect(fileBytes(folder("there.tokens")) == [1])
    }

    @Test(
        "flags that make no sense are usage errors",
        arguments: [
            ["--transpose", "25"], ["--transpose", "--5"], ["--key", "D-major"], ["--valid", "60", "--test", "50"],
            ["--min-slices", "0"], ["--manifest", "nowhere.csv"], ["--tokenizer", "letters"],
        ])
    func usage(flags: [String]) throws {
        let outcome = try Program.run(["prepare", folder("midi"), "-o", folder("x.tokens")] + flags)
        #expect(outcome.exitCode == 64)
        #expect(outcome.output.isEmpty)
    }
}
