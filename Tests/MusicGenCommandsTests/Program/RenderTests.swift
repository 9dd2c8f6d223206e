import AudioFiles
import Foundation
import MusicGenCommands
import SymbolicMusic
import Testing

@Suite("musicgen render")
struct RenderTests {
    private let folder: TemporaryFolder
    private let piece: String

    init() throws {
        folder = try TemporaryFolder()
        piece = try folder.file("phrase.mid", Music.bytes(Music.phrase))
    }

    @Test("renders a MIDI file with its true peak at -1 dB, and says how in a sidecar")
    func renders() throws {
        let outcome = try Program.run(["render", "phrase.wav", "phrase.mid"], in: folder.path)
        #expect(outcome.exitCode == 0)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains(folder("phrase.wav")))
        #expect(folder.contents == ["phrase.json", "phrase.mid", "phrase.wav"])
        let reader = try AudioFileReader(path: folder("phrase.wav"))
        #expect(reader.info.sampleRate == 44_100)
        #expect(reader.info.channelCount == 2)
        let samples = try reader.readAll()
        let peak = samples.joined().reduce(Float(0)) { max($0, abs($1)) }
        // The true peak may lie between samples.
        let level = 20 * log10(Double(peak))
        #expect(level > -1.1 && level < -0.99)
        let sidecar = try JSON.object(#require(fileBytes(folder("phrase.json"))))
        #expect(sidecar["verb"] as? String == "render")
        #expect((sidecar["settings"] as? [String: Any])?["reverb"] as? String == "room")
    }

    @Test("the same again from the sidecar, byte for byte", arguments: ["wav", "flac", "ogg"])
    func again(container: String) throws {
        let first = try Program.run(
            ["render", folder("a.\(container)"), piece, "--reverb", "plate", "--tail", "1", "--rate", "22050"])
        #expect(first.exitCode == 0)
        let second = try Program.run(["render", folder("b.\(container)"), "--from", folder("a.json")])
        #expect(second.exitCode == 0)
        #expect(fileBytes(folder("a.\(container)")) == fileBytes(folder("b.\(container)")))
    }

    @Test("--tail in seconds, --rate and --encoding are kept to the frame")
    func settings() throws {
        let path = folder("exact.wav")
        let outcome = try Program.run(
            ["render", path, piece, "--tail", "0.5", "--rate", "16000", "--encoding", "float", "--quiet"])
        #expect(outcome.exitCode == 0)
        #expect(outcome.errors.isEmpty)
        let info = try AudioFileInfo(path: path)
        #expect(info.frameCount == 16_000 * 5 / 2)
        #expect(info.codecName.lowercased().contains("float"))
    }

    @Test("--gain above 0 drives a limiter at -1 dBFS, and is louder")
    func gain() throws {
        func measure(_ gain: String) throws -> (peak: Float, rms: Double) {
            let path = folder("gain\(gain).wav")
            #expect(try Program.run(["render", path, piece, "--gain", gain, "--rate", "16000"]).exitCode == 0)
            let samples = try AudioFileReader(path: path).readAll().joined()
            let power = samples.reduce(0.0) { $0 + Double($1 * $1) } / Double(samples.count)
            return (samples.reduce(Float(0)) { max($0, abs($1)) }, 10 * log10(power))
        }
        let (usual, loud) = (try measure("0"), try measure("9"))
        let quiet = try measure("-6")
        #expect(abs(usual.rms - quiet.rms - 6) < 0.1)
        #expect(loud.peak <= 0.8914 && loud.peak > 0.85)
        #expect(loud.rms > usual.rms + 4)
    }

    @Test("--stems writes a file a track, which add up to the mix")
    func stems() throws {
        var score = Music.phrase
        score.tracks.append(score.tracks[0])
        score.tracks[1].name = "../Second: part"
        score.tracks[1].channel = 1
        for index in score.tracks[1].notes.indices { score.tracks[1].notes[index].pitch -= 12 }
        let two = try folder.file("two.mid", Music.bytes(score))
        let outcome = try Program.run(
            ["render", folder("two.wav"), two, "--stems", "--rate", "16000", "--encoding", "float"])
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(
            folder.contents == [
                "phrase.mid", "two-01-Upper.wav", "two-02-Second-part.wav", "two.json", "two.mid", "two.wav",
            ])
        func samples(_ name: String) throws -> [Float] {
            try AudioFileReader(path: folder(name)).readAll().flatMap { $0 }
        }
        let mix = try samples("two.wav")
        let (first, second) = (try samples("two-01-Upper.wav"), try samples("two-02-Second-part.wav"))
        #expect(first.count == mix.count && second.count == mix.count)
        #expect(mix.indices.allSatisfy { abs(first[$0] + second[$0] - mix[$0]) < 3e-5 })
        #expect(try Program.run(["render", "-", two, "--stems"]).exitCode == 64)
        #expect(try Program.run(["render", folder("two.flac"), two, "--stems"]).exitCode == 0)
        #expect(try Program.run(["render", folder("two.flac"), two, "--stems"]).exitCode == 73)
    }

    @Test("a SoundFont plays, and the sidecar says which and how")
    func soundFont() throws {
        try Support.makeFolder(folder("soundfonts"))
        _ = try folder.file("soundfonts/tones.sf2", TinyFont.bytes())
        let outcome = try Program.run(
            [
                "render", "font.wav", "phrase.mid", "--instrument", "tones#sine", "--chorus", "off", "--polyphony",
                "12", "--interpolation", "sinc", "--threads", "1",
            ], in: folder.path)
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let bytes = try #require(fileBytes(folder("font.json")))
        let settings = try #require(try JSON.object(bytes)["settings"] as? [String: Any])
        #expect((settings["instrument"] as? String)?.hasSuffix("/soundfonts/tones.sf2#0:5") == true)
        #expect(settings["chorus"] as? String == "off")
        #expect(settings["polyphony"] as? Int == 12)
        #expect(settings["interpolation"] as? String == "sinc")
        let again = try Program.run(["render", folder("again.wav"), "--from", folder("font.json")])
        #expect(again.exitCode == 0, "\(again.errors)")
        #expect(fileBytes(folder("again.wav")) == fileBytes(folder("font.wav")))
        let unknown = try Program.run(["render", "no.wav", "phrase.mid", "--instrument", "sinne"], in: folder.path)
        #expect(unknown.exitCode == 64)
        #expect(unknown.errors.contains("near are Sine"))
        let missing = try Program.run(["render", "no.wav", "phrase.mid", "--instrument", "nope.sf2"], in: folder.path)
        #expect(missing.exitCode == 66)
        #expect(missing.errors.contains("tones.sf2"))
    }

    @Test("- writes a WAV to standard output and no sidecar")
    func standardOutput() throws {
        let outcome = try Program.run(
            ["render", "-", "-", "--tail", "0", "--encoding", "16", "--rate", "8000"], in: folder.path,
            input: Music.bytes(Music.phrase))
        #expect(outcome.exitCode == 0)
        #expect(Array(outcome.output.prefix(4)) == [UInt8]("RIFF".utf8))
        let info = try AudioFileInfo(path: folder.file("piped.wav", outcome.output))
        #expect(info.frameCount == 16_000)
        #expect(folder.contents == ["phrase.mid", "piped.wav"])
    }

    @Test("refuses to overwrite, the sound as well as a foreign file with the sidecar's name")
    func overwriting() throws {
        _ = try folder.file("out.wav", [1])
        let refused = try Program.run(["render", folder("out.wav"), piece])
        #expect(refused.exitCode == 73)
        #expect(refused.errors.contains("--force"))
        #expect(fileBytes(folder("out.wav")) == [1])
        _ = try folder.file("other.json", [1])
        #expect(try Program.run(["render", folder("other.wav"), piece]).exitCode == 73)
        #expect(fileBytes(folder("other.json")) == [1])
        #expect(try Program.run(["render", folder("out.wav"), piece, "--force"]).exitCode == 0)
    }

    @Test("a sidecar never says of another piece's recording that it was made like this one")
    func otherPiece() throws {
        let (first, second) = (
            try folder.file("a.mid", Music.bytes(Music.phrase)), try folder.file("b.mid", Music.bytes(Music.phrase))
        )
        for (sound, input, outputs) in [
            ("song.wav", first, ["song.wav"]), ("song.flac", first, ["song.wav", "song.flac"]),
            ("song.ogg", second, ["song.ogg"]),
        ] {
            let outcome = try Program.run(["render", folder(sound), input])
            #expect(outcome.exitCode == 0)
            #expect(outcome.errors.contains("told how song.wav, song.flac was made") == (sound == "song.ogg"))
            #expect(try Sidecar.read(folder("song.json")).outputs == outputs)
        }
    }

    @Test("a full disk, and a file larger than allowed: 73, and nothing is left behind")
    func fullDisk() throws {
        let device = try Program.run(["render", "/dev/full", piece, "--format", "wav"])
        #expect(device.exitCode == 73)
        #expect(device.errors.contains("/dev/full: no space left"))
        let limited = try Program.run(
            ["-c", "ulimit -f 16; exec \"$0\" render \"$1\" \"$2\"", Program.path, folder("big.wav"), piece],
            executable: "/bin/bash")
        #expect(limited.exitCode == 73)
        #expect(limited.errors.contains("big.wav"))
        #expect(folder.contents == ["phrase.mid"])
    }

    @Test("places that cannot be written to: 73")
    func unwritable() throws {
        for path in [folder("none/x.wav"), folder.path, "/proc/x.wav"] {
            let outcome = try Program.run(["render", path, piece, "--format", "wav"])
            #expect(outcome.exitCode == 73, "\(path): \(outcome.errors)")
            #expect(outcome.output.isEmpty)
        }
    }

    @Test("inputs that are missing, empty, directories or cut: told by name, nothing is written")
    func inputs() throws {
        let cases: [(String, Int32)] = [
            (folder("missing.mid"), 66), (folder.path, 66), (try folder.file("empty.mid"), 65),
            (try folder.file("cut.mid", Array(Music.bytes(Music.phrase).prefix(13))), 65),
        ]
        for (path, code) in cases {
            let outcome = try Program.run(["render", folder("out.wav"), path])
            #expect(outcome.exitCode == code, "\(path)")
            #expect(outcome.errors.hasPrefix("musicgen: \(path)"))
            #expect(outcome.output.isEmpty)
        }
        #expect(!folder.contents.contains("out.wav"))
        #expect(!folder.contents.contains("out.json"))
    }

    @Test(
        "values out of range and formats nobody knows are usage errors",
        arguments: [
            ["x.wav", "--tail", "-1"], ["x.wav", "--rate", "7"], ["x.wav", "--gain", "30"],
            ["x.wav", "--polyphony", "0"], ["x.wav", "--chorus", "maybe"], ["x.wav", "--interpolation", "best"],
            ["x.wav", "--stems", "--gain", "3"],
            ["x.wav", "--reverb", "cave"],
            ["x.xyz"], ["x.wav", "--encoding", "12"], ["x.ogg", "--encoding", "16"],
            ["x.wav", "--instrument", "kazoo"],
            ["x.wav", "--seed", "3"],
        ])
    func usage(arguments: [String]) throws {
        let rest = arguments.dropFirst()
        let outcome = try Program.run(["render", folder(arguments[0]), piece] + rest)
        #expect(outcome.exitCode == 64, "\(outcome.errors)")
        #expect(folder.contents == ["phrase.mid"])
    }

    @Test("no file is written twice, nor over an input")
    func distinct() throws {
        for arguments in [["out.wav", "--midi", "out.wav"], ["out.wav", "--midi", "out.json"]] {
            let outcome = try Program.run(
                ["render", folder(arguments[0]), piece, arguments[1], folder(arguments[2])])
            #expect(outcome.exitCode == 64 && outcome.errors.contains("written twice"), "\(outcome.errors)")
        }
        let over = try Program.run(["render", piece, piece, "--format", "wav", "--force"])
        #expect(over.exitCode == 64 && over.errors.contains("is an input too"), "\(over.errors)")
        #expect(fileBytes(piece) == Music.bytes(Music.phrase))
        #expect(folder.contents == ["phrase.mid"])
    }

    /// Notes at the beginning and after so many hours of 120 quarters a minute.
    private func gap(hours: Int, quartersPerMinute: Double = 120) throws -> String {
        var score = Music.phrase
        score.tempoMap = TempoMap(ticksPerQuarter: 480, quartersPerMinute: quartersPerMinute)
        score.tracks[0].notes.append(Note(onset: hours * 3600 * 960, duration: 480, pitch: 48))
        score.endTick = hours * 3600 * 960 + 480
        return try folder.file("gap.mid", Music.bytes(score))
    }

    @Test("a piece that lasts a day is refused with the flag that takes it, one of three months without")
    func tooLong() throws {
        let day = try Program.run(["render", folder("day.ogg"), gap(hours: 24)])
        #expect(day.exitCode == 65 && day.errors.contains("longer than the limit of 12 h 0 min"))
        #expect(day.errors.contains("add --max-hours 25"))
        let wave = try Program.run(["render", folder("day.wav"), gap(hours: 24), "--max-hours", "25"])
        #expect(wave.exitCode == 73 && wave.errors.contains("use flac or rf64"), "\(wave.errors)")
        // The longest that one delta can be, at four quarters a minute.
        let months = try Program.run(["render", folder("months.ogg"), gap(hours: 77, quartersPerMinute: 4)])
        #expect(months.exitCode == 65 && months.errors.contains("the score lasts 2310 h"), "\(months.errors)")
        #expect(!months.errors.contains("--max-hours"))
        #expect(try Program.run(["render", folder("x.ogg"), piece, "--max-hours", "nan"]).exitCode == 64)
        #expect(folder.contents == ["gap.mid", "phrase.mid"])
    }

    @Test("--max-hours refuses what is longer, and takes what is not")
    func longest() throws {
        let short = ["render", folder("x.flac"), piece, "--rate", "8000", "--max-hours"]
        #expect(try Program.run(short + ["0.0002"]).exitCode == 65)
        #expect(try Program.run(short + ["0.001"]).exitCode == 0)
    }

    /// Opens a pipe for writing as soon as the program has opened it for reading; −1 if it does not.
    private func waitForReader(of pipe: String) -> Int32 {
        for _ in 0..<2_000 {
            let writer = open(pipe, O_WRONLY | O_NONBLOCK)
            if writer >= 0 { return writer }
            Thread.sleep(forTimeInterval: 0.01)
        }
        return -1
    }

    @Test("a font with broken regions plays the others, with warnings; one of which nothing sounds is told too")
    func brokenFont() throws {
        let broken = try folder.file("broken.sf2", SmallFont.bytes(sampleEnd: 4_000))
        let outcome = try Program.run(["render", folder("x.wav"), piece, "--instrument", broken, "--quiet"])
        #expect(outcome.exitCode == 0)
        #expect(outcome.errors.contains("warning: \(broken): shdr 0"), "\(outcome.errors)")
        // All its frames are zeros.
        #expect(outcome.errors.contains("warning: the whole piece is silence"), "\(outcome.errors)")
        let whole = try folder.file("tones.sf2", TinyFont.bytes())
        let sound = try Program.run(["render", folder("y.wav"), piece, "--instrument", whole, "--quiet"])
        #expect(sound.exitCode == 0 && sound.errors.isEmpty)
    }

    @Test("a font that is cut short while it is used: 74, with its name, and nothing is left behind")
    func cutShort() throws {
        let font = try folder.file("tones.sf2", TinyFont.bytes())
        let pipe = folder("pipe")
        try #require(mkfifo(pipe, 0o600) == 0)
        for length in [0, 600] as [off_t] {
            _ = try folder.file("tones.sf2", TinyFont.bytes())
            let outcome = try Program.run(
                ["render", folder("x.wav"), pipe, "--instrument", font, "--stems"],
                meanwhile: {
                    // The pipe is opened when the font has been.
                    let writer = waitForReader(of: pipe)
                    #expect(writer >= 0 && truncate(font, length) == 0)
                    let bytes = Music.bytes(Music.phrase)
                    #expect(write(writer, bytes, bytes.count) == bytes.count)
                    close(writer)
                })
            #expect(outcome.exitCode == 74, "\(length): \(outcome.errors)")
            #expect(outcome.errors.contains("musicgen: \(font)"), "\(outcome.errors)")
            #expect(outcome.errors.contains("became shorter while it was read; run it again when the file is whole"))
            #expect(folder.contents == ["phrase.mid", "pipe", "tones.sf2"])
        }
    }

    @Test("pages of a file that are gone end the program with 74, and what it was writing is removed")
    func lostPages() throws {
        let pipe = folder("pipe")
        try #require(mkfifo(pipe, 0o600) == 0)
        // Nothing is mapped at the place of a signal that another program sends, so no file is named.
        let outcome = try Program.run(["render", folder("x.wav"), pipe], signal: (SIGBUS, 0.3))
        #expect(outcome.exitCode == 74)
        #expect(
            outcome.errors == "musicgen: a file became shorter while it was read; run it again when the file is whole\n"
        )
    }

    @Test(
        "Ctrl-C, kill and a closed terminal end the waiting for a pipe that nobody writes to",
        arguments: [SIGINT, SIGTERM, SIGHUP])
    func waiting(signal: Int32) throws {
        let pipe = folder("pipe")
        try #require(mkfifo(pipe, 0o600) == 0)
        let outcome = try Program.run(["render", folder("x.wav"), pipe], signal: (signal, 0.3))
        #expect(outcome.exitCode == 130 && outcome.errors == "musicgen: interrupted\n")
    }

    @Test("a closed terminal ends nothing that was started with nohup")
    func withoutTerminal() throws {
        let pipe = folder("pipe")
        try #require(mkfifo(pipe, 0o600) == 0)
        let outcome = try Program.run(
            ["-c", "trap '' HUP; exec \(Program.path) render x.wav pipe"], in: folder.path, signal: (SIGHUP, 0.3),
            executable: "/bin/sh"
        ) {
            let writer = open(pipe, O_WRONLY)
            let bytes = Music.bytes(Music.phrase)
            #expect(write(writer, bytes, bytes.count) == bytes.count)
            close(writer)
        }
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(folder.contents.contains("x.wav"))
    }

    @Test("Ctrl-C ends a long rendering with 130 and leaves nothing behind")
    func interrupted() throws {
        let long = try folder.file("long.mid", Music.bytes(Music.piece(1, bars: 3000)))
        let outcome = try Program.run(["render", folder("long.wav"), long], signal: (SIGINT, 0.7))
        #expect(outcome.exitCode == 130)
        #expect(outcome.errors.hasSuffix("musicgen: interrupted\n"))
        #expect(folder.contents == ["long.mid", "phrase.mid"])
    }
}
