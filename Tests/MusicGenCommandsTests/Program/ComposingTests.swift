import Foundation
import Testing

@Suite("Verbs that compose")
struct ComposingTests {
    private let folder: TemporaryFolder
    private let model: String

    init() throws {
        folder = try TemporaryFolder()
        model = try TinyModel.path()
    }

    @Test("render composes without an input, and its sidecar makes the piece again")
    func renderAgain() throws {
        let first = try Program.run([
            "render", folder("a.wav"), "--midi", folder("a.mid"), "--model", model, "--seed", "11", "--bars", "4",
            "--rate", "16000", "--encoding", "16",
        ])
        #expect(first.exitCode == 0, "\(first.errors)")
        #expect(first.errors.contains("seed 11"))
        #expect(folder.contents == ["a.json", "a.mid", "a.wav"])
        let second = try Program.run(["render", folder("b.wav"), "--midi", folder("b.mid"), "--from", folder("a.json")])
        #expect(second.exitCode == 0, "\(second.errors)")
        #expect(fileBytes(folder("a.mid")) == fileBytes(folder("b.mid")))
        #expect(fileBytes(folder("a.wav")) == fileBytes(folder("b.wav")))
    }

    @Test("a piece and its recording share a sidecar, which makes both again")
    func sharedSidecar() throws {
        let generated = try Program.run(
            ["generate", "-o", folder("p.mid"), "--model", model, "--seed", "3", "--bars", "4", "--temperature", "0.8"])
        #expect(generated.exitCode == 0, "\(generated.errors)")
        #expect(try Program.run(["render", folder("p.wav"), folder("p.mid"), "--reverb", "hall"]).exitCode == 0)
        let sidecar = try JSON.object(#require(fileBytes(folder("p.json"))))
        #expect(sidecar["outputs"] as? [String] == ["p.mid", "p.wav"])
        #expect(sidecar["seed"] as? Int == 3)
        #expect((sidecar["settings"] as? [String: Any])?["temperature"] as? Double == 0.8)
        #expect(try Program.run(["render", folder("q.wav"), "--from", folder("p.json")]).exitCode == 0)
        #expect(fileBytes(folder("p.wav")) == fileBytes(folder("q.wav")))
        #expect(try Program.run(["generate", "-o", folder("r.mid"), "--from", folder("p.json")]).exitCode == 0)
        #expect(fileBytes(folder("p.mid")) == fileBytes(folder("r.mid")))
    }

    @Test("a gallery is the same whatever the number of threads, and complete")
    func gallery() throws {
        for threads in ["1", "3"] {
            let outcome = try Program.run(
                [
                    "gallery", "pieces\(threads)", "--count", "3", "--threads", threads, "--model", model, "--seed",
                    "5",
                    "--bars", "2", "--format", "flac",
                ], in: folder.path)
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
            #expect(outcome.output.isEmpty)
        }
        #expect(folder.contents == ["pieces1", "pieces3"])
        let names =
            ["index.html"]
            + (1...3).flatMap { number in
                ["flac", "json", "mid"].map { "piece-0\(number).\($0)" }
            }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder("pieces1")).sorted() == names)
        for name in names {
            #expect(fileBytes(folder("pieces1/\(name)")) == fileBytes(folder("pieces3/\(name)")), "\(name)")
        }
        let page = String(decoding: try #require(fileBytes(folder("pieces1/index.html"))), as: UTF8.self)
        for name in names.dropFirst() { #expect(page.contains(name)) }
    }

    @Test("a gallery's folder is not touched without --force, and with it keeps what is not the gallery's")
    func galleryInFolder() throws {
        try Support.makeFolder(folder("pieces"))
        _ = try folder.file("pieces/mine.txt", [1])
        let arguments = [
            "gallery", folder("pieces"), "--model", model, "--bars", "2", "--format", "flac", "--seed", "1",
        ]
        let refused = try Program.run(arguments + ["--count", "3"])
        #expect(refused.exitCode == 73)
        #expect(refused.errors.contains("--force"))
        #expect(try Program.run(arguments + ["--count", "3", "--force"]).exitCode == 0)
        #expect(try Program.run(arguments + ["--count", "1", "--force"]).exitCode == 0)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder("pieces")).sorted()
        #expect(left == ["index.html", "mine.txt", "piece-01.flac", "piece-01.json", "piece-01.mid"])
    }

    @Test("an interrupted gallery leaves no folder")
    func interruptedGallery() throws {
        let outcome = try Program.run(
            ["gallery", folder("pieces"), "--count", "5000", "--model", model, "--bars", "64"], signal: (SIGTERM, 0.7))
        #expect(outcome.exitCode == 130)
        #expect(folder.contents.isEmpty)
    }

    @Test("a model that is missing, of an unknown version, or cut: told by name")
    func models() throws {
        let missing = try Program.run(["render", folder("x.wav"), "--model", folder("none")])
        #expect(missing.exitCode == 66)
        #expect(missing.errors.contains(folder("none")))
        try FileManager.default.copyItem(atPath: model, toPath: folder("later"))
        let configuration = String(decoding: try #require(fileBytes(folder("later/config.json"))), as: UTF8.self)
        let changed = configuration.replacingOccurrences(of: "\"formatVersion\" : 1", with: "\"formatVersion\" : 99")
        #expect(changed != configuration)
        _ = try folder.file("later/config.json", [UInt8](changed.utf8))
        let later = try Program.run(["render", folder("x.wav"), "--model", folder("later")])
        #expect(later.exitCode == 65)
        #expect(later.errors.contains("99"))
        try FileManager.default.copyItem(atPath: model, toPath: folder("cut"))
        let weights = try #require(fileBytes(folder("cut/best.safetensors")))
        _ = try folder.file("cut/best.safetensors", Array(weights.prefix(1000)))
        #expect(try Program.run(["render", folder("x.wav"), "--model", folder("cut")]).exitCode == 65)
        #expect(folder.contents == ["cut", "later"])
    }

    @Test("a piece cannot be made again with another model, and says so")
    func otherModel() throws {
        let text = """
            {"program": "musicgen", "version": "0.1.0", "verb": "generate", "outputs": ["x.mid"], "seed": 1,
            "model": {"name": "\(model)", "hash": "0000000000000000"}, "settings": {}}
            """
        let path = try folder.file("x.json", [UInt8](text.utf8))
        let outcome = try Program.run(["render", folder("y.wav"), "--from", path])
        #expect(outcome.exitCode == 65)
        #expect(outcome.errors.contains("model"))
    }

    @Test("info and doctor know the model")
    func knowsModel() throws {
        let info = try JSON.object(Program.run(["info", "--json", model]).output)
        #expect(info["kind"] as? String == "model")
        #expect(info["tokenizer"] as? String == "notes")
        let doctor = try Program.run(["doctor"], environment: ["MUSICGEN_MODEL": model])
        #expect(doctor.text.contains("✓ model"))
    }
}
