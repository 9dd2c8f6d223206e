import MusicGenCommands
import Testing

@Suite("Preferences")
struct PreferencesTests {
    private func configured(_ json: String, _ environment: [String: String] = [:]) throws -> Preferences {
        let folder = try TemporaryFolder()
        try Support.makeFolder(folder("musicgen"))
        _ = try folder.file("musicgen/config.json", [UInt8](json.utf8))
        return try Preferences(environment: environment.merging(["XDG_CONFIG_HOME": folder.path]) { $1 })
    }

    @Test("a flag wins over the environment, which wins over the file")
    func precedence() throws {
        let preferences = try configured(
            #"{"device": "file", "gain": -3.5, "top-k": 40}"#, ["MUSICGEN_DEVICE": "environment"])
        #expect(preferences.string("device", flag: "flag") == "flag")
        #expect(preferences.string("device", flag: nil) == "environment")
        #expect(try preferences.value("gain", flag: nil) == -3.5)
        #expect(try preferences.value("top-k", flag: nil) == 40)
        #expect(preferences.string("model", flag: nil) == nil)
    }

    @Test("dashes are underscores in the environment")
    func variables() throws {
        let preferences = try Preferences(environment: ["MUSICGEN_TOP_P": "0.9"])
        #expect(try preferences.value("top-p", flag: nil) == 0.9)
    }

    @Test("a value that is no number is refused by name")
    func notANumber() throws {
        let preferences = try Preferences(environment: ["MUSICGEN_TOP_K": "many"])
        let failure = #expect(throws: CommandFailure.self) {
            let _: Int? = try preferences.value("top-k", flag: nil)
        }
        #expect(failure?.kind == .usage)
        #expect(failure?.message.contains("MUSICGEN_TOP_K=many") == true)
    }

    @Test(
        "a configuration file that is broken, empty or unknown is refused", arguments: ["{", "[]", "", #"{"tone": 1}"#])
    func broken(json: String) throws {
        let failure = #expect(throws: CommandFailure.self) { _ = try configured(json) }
        #expect(failure?.kind == .badData)
        #expect(failure?.message.contains("config.json") == true)
    }

    @Test("no home and no file is no error")
    func nothing() throws {
        #expect(try Preferences(environment: [:]).string("device", flag: nil) == nil)
    }
}
