import MusicGenCommands
import Testing

@Suite("Sidecar")
struct SidecarTests {
    private let folder: TemporaryFolder
    private let sidecar = Sidecar(
        verb: "generate", outputs: ["somewhere/song.mid"], seed: .max, model: .init(name: "bundled", hash: "ab12"),
        settings: ["temperature": 0.95, "top-k": 40, "key": "C", "endings": true])

    init() throws { folder = try TemporaryFolder() }

    @Test("what is written is read again")
    func roundTrip() throws {
        let output = try OutputPath(folder("song.mid"), force: false)
        let place = try #require(try Sidecar.place(for: output, force: false))
        try sidecar.write(to: place)
        #expect(folder.contents == ["song.json"])
        #expect(try Sidecar.read(folder("song.json")) == sidecar)
        #expect(sidecar.outputs == ["song.mid"])
    }

    @Test("a sidecar may be replaced, another file of its name may not")
    func replacing() throws {
        let output = try OutputPath(folder("song.wav"), force: false)
        _ = try folder.file("song.json", [UInt8]("{}".utf8))
        let failure = #expect(throws: CommandFailure.self) { try Sidecar.place(for: output, force: false) }
        #expect(failure?.kind == .cannotCreate)
        try sidecar.write(to: OutputPath(folder("song.json"), force: true))
        #expect(try Sidecar.place(for: output, force: false) != nil)
    }

    @Test("standard output has no sidecar")
    func standardOutput() throws {
        #expect(try Sidecar.place(for: OutputPath("-", force: false), force: false) == nil)
    }

    @Test("a recording keeps how its piece was composed")
    func merging() {
        let rendering = Sidecar(verb: "render", outputs: ["song.wav"], inputs: ["song.mid"], settings: ["rate": 48000])
        let merged = rendering.merging(sidecar)
        #expect(merged.outputs == ["song.mid", "song.wav"])
        #expect(merged.seed == .max)
        #expect(merged.model?.hash == "ab12")
        #expect(merged.settings["temperature"]?.double == 0.95)
        #expect(merged.settings["rate"]?.int == 48000)
    }

    @Test("anything else is bad data", arguments: ["{}", "not json", #"{"program": "other"}"#])
    func notASidecar(text: String) throws {
        let path = try folder.file("song.json", [UInt8](text.utf8))
        let failure = #expect(throws: CommandFailure.self) { try Sidecar.read(path) }
        #expect(failure?.kind == .badData)
    }
}
