import AudioFiles
import Foundation
import Testing

@Suite("musicgen info")
struct InfoTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("tells what is in a MIDI file, on standard output alone")
    func midi() throws {
        let path = try folder.file("phrase.mid", Music.bytes(Music.phrase))
        let outcome = try Program.run(["info", path])
        #expect(outcome.exitCode == 0)
        #expect(outcome.errors.isEmpty)
        for expected in [
            "title          Phrase", "division       480 ticks a quarter", "notes          5",
            "duration       0:02.0", "tempo          120 quarters a minute", "metre          4/4",
            "key signature  C major", "range          C4 to C5",
        ] { #expect(outcome.text.contains(expected), "\(expected)") }
    }

    @Test("--json gives the same as an object")
    func json() throws {
        let path = try folder.file("phrase.mid", Music.bytes(Music.phrase))
        let object = try JSON.object(Program.run(["info", "--json", path]).output)
        #expect(object["kind"] as? String == "MIDI")
        #expect(object["notes"] as? Int == 5)
        #expect(object["duration"] as? Double == 2)
        #expect(object["metre"] as? [String] == ["4/4"])
        #expect((object["tempo"] as? [String: Any])?["mean"] as? Double == 120)
    }

    @Test("reads MIDI from standard input")
    func standardInput() throws {
        let outcome = try Program.run(["info", "-"], input: Music.bytes(Music.phrase))
        #expect(outcome.exitCode == 0)
        #expect(outcome.text.hasPrefix("file           standard input\n"))
        #expect(outcome.text.contains("notes          5"))
    }

    @Test("tells a sound file by its content, whatever its name")
    func audio() throws {
        let path = folder("sound.wav")
        let writer = try AudioFileWriter(path: path, sampleRate: 8000)
        try writer.write(interleaved: [Float](repeating: 0.25, count: 16_000))
        try writer.finish()
        let bytes = try #require(fileBytes(path))
        let outcome = try Program.run(["info", folder.file("sound.xyz", bytes)])
        #expect(outcome.exitCode == 0)
        #expect(outcome.text.contains("sample rate  8000 Hz"))
        #expect(outcome.text.contains("duration     0:01.0"))
        // A constant of −12.04 dBFS overshoots where it begins and ends.
        #expect(outcome.text.contains("true peak    -10.91 dBTP"))
        #expect(outcome.text.contains("loudness     -35.12 LUFS"))
    }

    @Test("true peak and loudness of a sine and of silence")
    func levels() throws {
        let path = folder("sine.wav")
        let writer = try AudioFileWriter(path: path, sampleRate: 48_000)
        try writer.write(
            interleaved: (0..<480_000).map { index in
                Float(0.1 * sin(2 * Double.pi * 997 * Double(index / 2) / 48_000))
            })
        try writer.finish()
        let object = try JSON.object(Program.run(["info", "--json", path]).output)
        #expect(abs((object["truePeak"] as? Double ?? 0) + 20) < 0.05)
        #expect(abs((object["loudness"] as? Double ?? 0) + 20) < 0.1)
        let silence = folder("silence.wav")
        let other = try AudioFileWriter(path: silence, sampleRate: 8_000)
        try other.write(interleaved: [Float](repeating: 0, count: 1_600))
        try other.finish()
        let outcome = try Program.run(["info", silence])
        #expect(outcome.exitCode == 0 && outcome.text.contains("true peak    silence"))
    }

    @Test("lists a SoundFont's presets by bank and program, told by its content")
    func soundFont() throws {
        let path = try folder.file("font.xyz", SmallFont.bytes())
        let outcome = try Program.run(["info", path])
        #expect(outcome.exitCode == 0)
        #expect(outcome.errors.isEmpty)
        for expected in [
            "kind           SoundFont\n", "version        2.01\n", "name           Small\n", "engine         EMU8000\n",
            "samples        1\n", "sample format  16 bit\n", "instruments    1\n",
            "presets        2\n               0:5 Second\n               128:0 Drums\n",
        ] { #expect(outcome.text.contains(expected), "\(expected)") }
        let object = try JSON.object(Program.run(["info", "--json", path]).output)
        #expect(object["kind"] as? String == "SoundFont")
        #expect((object["sampleFormat"] as? [String: Any])?["16 bit"] as? Int == 1)
        let presets = try #require(object["presets"] as? [[String: Any]])
        #expect(presets.map { $0["bank"] as? Int } == [0, 128])
        #expect(presets.map { $0["program"] as? Int } == [5, 0])
        #expect(presets.map { $0["name"] as? String } == ["Second", "Drums"])
        #expect(object["warnings"] == nil)
    }

    @Test("finds a SoundFont by its name, and names files by their whole paths")
    func names() throws {
        let path = try folder.file("fonts-Tones.sf2", TinyFont.bytes())
        let found = try Program.run(["info", "fonts-tones"], environment: ["MUSICGEN_SOUNDFONTS": folder.path])
        #expect(found.exitCode == 0 && found.text.hasPrefix("file           \(path)\n"))
        let relative = try Program.run(["info", "--json", "fonts-Tones.sf2"], in: folder.path)
        let told = try #require(try JSON.object(relative.output)["file"] as? String)
        #expect(told.hasPrefix("/") && told.hasSuffix("/fonts-Tones.sf2"))
        #expect(try Program.run(["info", "fonts-tones"]).exitCode == 66)
    }

    @Test("a damaged SoundFont is told with what was left out; one without structure: 65")
    func damagedSoundFont() throws {
        let path = try folder.file("font.sf2", SmallFont.bytes(sampleEnd: 0))
        let outcome = try Program.run(["info", "--json", path])
        #expect(outcome.exitCode == 0)
        #expect(outcome.errors.contains("warning: \(path): shdr 0 (byte"))
        #expect(outcome.errors.contains("warning: \(path): ibag 0 (byte"))
        #expect((try JSON.object(outcome.output)["warnings"] as? [String])?.count == 2)
        let pipe = folder("pipe.sf2")
        try #require(mkfifo(pipe, 0o600) == 0)
        let special = try Program.run(["info", pipe])
        #expect(special.exitCode == 66 && special.errors.contains("is not an ordinary file"))
        let cut = try folder.file("cut.sf2", Array(SmallFont.bytes().prefix(200)))
        let refused = try Program.run(["info", cut])
        #expect(refused.exitCode == 65)
        #expect(refused.errors.hasPrefix("musicgen: \(cut): the SoundFont has no chunk 'pdta'"))
    }

    @Test("a damaged MIDI file is read as far as it is sound, with warnings; --strict refuses it")
    func damaged() throws {
        let path = try folder.file("cut.mid", Music.bytes(Music.phrase).dropLast(12))
        let lenient = try Program.run(["info", path])
        #expect(lenient.exitCode == 0)
        #expect(lenient.errors.contains("warning: \(path): byte"))
        let strict = try Program.run(["info", "--strict", path])
        #expect(strict.exitCode == 65)
        #expect(strict.output.isEmpty)
        #expect(strict.errors.hasPrefix("musicgen: \(path), byte"))
    }

    @Test("a file cut inside its header, an empty file, another kind of file: 65")
    func badData() throws {
        let cases = [
            (try folder.file("header.mid", Array(Music.bytes(Music.phrase).prefix(9))), "header"),
            (try folder.file("empty.mid"), "empty"),
            (try folder.file("notes.txt", [UInt8]("shopping list".utf8)), "neither a MIDI file"),
        ]
        for (path, word) in cases {
            let outcome = try Program.run(["info", path])
            #expect(outcome.exitCode == 65)
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.hasPrefix("musicgen: \(path)"))
            #expect(outcome.errors.contains(word))
        }
    }

    @Test("a missing file and a directory: 66")
    func noInput() throws {
        let missing = try Program.run(["info", folder("missing.mid")])
        #expect(missing.exitCode == 66)
        #expect(missing.errors == "musicgen: \(folder("missing.mid")): no such file; check the path\n")
        let directory = try Program.run(["info", folder.path])
        #expect(directory.exitCode == 66)
        #expect(directory.errors.contains("is a directory"))
    }
}
