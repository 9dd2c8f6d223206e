import MusicGenCommands
import SymbolicMusic
import Testing

@Suite("Names of stems")
struct StemFilesTests {
    @Test("names become safe for files")
    func safe() {
        #expect(StemFiles.safe("Violin I") == "Violin-I")
        #expect(StemFiles.safe("../../etc/passwd") == "etc-passwd")
        #expect(StemFiles.safe("\u{0}\n:*?") == "")
        #expect(StemFiles.safe("Flöte №2") == "Flöte-2")
        #expect(StemFiles.safe(String(repeating: "a", count: 500)).utf8.count == 40)
    }

    @Test("numbers are as wide as the last, two digits at least")
    func paths() {
        #expect(StemFiles.path("a.b/out.wav", number: 3, of: 12, name: "Viola") == "a.b/out-03-Viola.wav")
        #expect(StemFiles.path("out.FLAC", number: 7, of: 120, name: "") == "out-007.FLAC")
        #expect(StemFiles.path("out", number: 1, of: 1, name: "x") == "out-01-x")
    }

    @Test("a file for each track with notes, called after what plays it if it has no name; no more than 128")
    func tracks() throws {
        let folder = try TemporaryFolder()
        let output = try OutputPath(folder("mix.wav"), force: false)
        var score = Music.phrase
        let note = score.tracks[0].notes
        score.tracks += [
            ScoreTrack(name: "silent", channel: 3), ScoreTrack(channel: 9, isPercussion: true, notes: note),
            ScoreTrack(channel: 2, notes: note),
        ]
        let stems = try StemFiles(score, output: output, choice: .piano, force: false).stems
        #expect(stems.map(\.track) == [0, 2, 3])
        #expect(
            stems.map { OutputPath.name(of: $0.place.path) } == [
                "mix-01-Upper.wav", "mix-02-drums.wav", "mix-03-piano.wav",
            ])
        score.tracks = [ScoreTrack](repeating: score.tracks[0], count: 129)
        let failure = #expect(throws: CommandFailure.self) {
            _ = try StemFiles(score, output: output, choice: .piano, force: false)
        }
        #expect(failure?.kind == .badData)
    }
}
