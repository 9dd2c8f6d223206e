import Foundation
import Testing

@Suite("musicgen play")
struct PlayTests {
    private let folder: TemporaryFolder
    private let piece: String

    init() throws {
        folder = try TemporaryFolder()
        piece = try folder.file("phrase.mid", Music.bytes(Music.phrase))
    }

    /// ALSA devices without a sound card: one that keeps what is played in a file, one that leads nowhere.
    private func home() throws -> [String: String] {
        let home = folder("home")
        try Support.makeFolder(home)
        let configuration = """
            pcm.capture { type file; slave.pcm "null"; file "\(folder("played.raw"))"; format "raw" }
            pcm.nowhere { type hw; card 31 }
            """
        _ = try folder.file("home/.asoundrc", [UInt8](configuration.utf8))
        return ["HOME": home]
    }

    @Test("plays the whole piece and its tail")
    func plays() throws {
        let outcome = try Program.run(["play", piece, "--device", "capture", "--tail", "1"], environment: home())
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("phrase.mid: 5 notes"))
        let played = try #require(fileBytes(folder("played.raw")))
        let samples = played.withUnsafeBytes { bytes in
            (0..<bytes.count / 4).map { bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
        }
        #expect(samples.count >= 2 * 3 * 48_000)
        let peak = samples.reduce(Float(0)) { max($0, abs($1)) }
        #expect(peak > 0.1 && peak < 0.9)
    }

    @Test("a device that does not open: 69, with what to do")
    func noDevice() throws {
        let outcome = try Program.run(["play", piece, "--device", "nowhere"], environment: home())
        #expect(outcome.exitCode == 69)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("musicgen render OUT.wav"))
    }

    @Test("a device that nobody knows: 69, with those that are known")
    func unknownDevice() throws {
        let outcome = try Program.run(["play", piece, "--device", "trumpet"], environment: home())
        #expect(outcome.exitCode == 69)
        #expect(outcome.errors.contains("no sound device is called \"trumpet\""))
    }

    @Test("the device of the environment is taken where no flag says otherwise")
    func preferredDevice() throws {
        let environment = try home().merging(["MUSICGEN_DEVICE": "trumpet"]) { $1 }
        #expect(try Program.run(["play", piece], environment: environment).errors.contains("\"trumpet\""))
        let outcome = try Program.run(["play", piece, "--device", "capture", "--tail", "0"], environment: environment)
        #expect(outcome.exitCode == 0)
    }

    @Test("a missing file: 66; both an input and a seed: 64")
    func inputs() throws {
        let environment = try home()
        let missing = try Program.run(["play", folder("no.mid"), "--device", "capture"], environment: environment)
        #expect(missing.exitCode == 66)
        let both = try Program.run(["play", piece, "--seed", "1", "--device", "capture"], environment: environment)
        #expect(both.exitCode == 64)
    }
}
