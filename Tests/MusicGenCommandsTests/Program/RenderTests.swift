import AudioFiles
import Foundation
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

    @Test("renders a MIDI file with its peak at -1 dBFS, and says how in a sidecar")
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
        #expect(abs(20 * log10(Double(peak)) + 1) < 0.01)
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
            ["x.wav", "--tail", "-1"], ["x.wav", "--rate", "7"], ["x.wav", "--gain", "3"],
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

    @Test("Ctrl-C ends a long rendering with 130 and leaves nothing behind")
    func interrupted() throws {
        let long = try folder.file("long.mid", Music.bytes(Music.piece(1, bars: 3000)))
        let outcome = try Program.run(["render", folder("long.wav"), long], signal: (SIGINT, 0.7))
        #expect(outcome.exitCode == 130)
        #expect(outcome.errors.hasSuffix("musicgen: interrupted\n"))
        #expect(folder.contents == ["long.mid", "phrase.mid"])
    }
}
