import Foundation
import SoundFonts
import Testing

@Suite("musicgen soundfont")
struct SoundfontTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("bakes a font that reads back, and says where it is")
    func bakes() throws {
        let outcome = try Program.run(
            ["soundfont", "kit.sf3", "--instrument", "drums", "--size", "small", "--name", "Kit"], in: folder.path)
        #expect(outcome.exitCode == 0)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains(folder("kit.sf3")))
        #expect(folder.contents == ["kit.sf3"])
        let font = try SoundFont(path: folder("kit.sf3"))
        #expect(font.warnings.isEmpty)
        #expect(font.name == "Kit")
        #expect(font.preset(bank: 128, program: 0) == 0)
        // The drums of General MIDI, 35 to 81.
        #expect(font.samples.count == 47)
        let store = SampleStore(font)
        #expect(try store.load(0).count > 1000)

        let again = try Program.run(
            ["soundfont", "kit.sf3", "--instrument", "drums", "--size", "small"], in: folder.path)
        #expect(again.exitCode == 73)
        #expect(again.errors.contains("--force"))
    }

    @Test("- writes the font to standard output")
    func standardOutput() throws {
        let outcome = try Program.run(
            ["soundfont", "-", "--format", "sf2", "--instrument", "drums", "--size", "small", "--quiet"])
        #expect(outcome.exitCode == 0)
        #expect(outcome.errors.isEmpty)
        #expect(try SoundFont(bytes: outcome.output, name: "-").presets.count == 1)
    }

    @Test(
        "wrong usage is told apart",
        arguments: [
            ["x.wav"], ["-"], ["x.sf2", "--quality", "2"], ["x.sf2", "--instrument", "harp"],
            ["x.sf2", "--instrument", "piano", "--instrument", "piano"],
        ])
    func usage(arguments: [String]) throws {
        let outcome = try Program.run(["soundfont"] + arguments, in: folder.path)
        #expect(outcome.exitCode == 64)
        #expect(folder.contents.isEmpty)
    }
}
