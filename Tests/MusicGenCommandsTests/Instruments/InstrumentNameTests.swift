import MusicGenCommands
import Testing

@Suite("Names of instruments")
struct InstrumentNameTests {
    @Test("the piano, fonts, presets and both are told apart")
    func kinds() throws {
        #expect(try InstrumentName("Piano") == .piano)
        #expect(try InstrumentName("x/y.sf2") == .font("x/y.sf2", preset: nil))
        #expect(try InstrumentName("FluidR3_GM.SF2") == .font("FluidR3_GM.SF2", preset: nil))
        #expect(try InstrumentName("8:40") == .preset(.place(bank: 8, program: 40)))
        #expect(try InstrumentName("Violin") == .word("Violin"))
        #expect(try InstrumentName("a.sf3#Slow Violin") == .font("a.sf3", preset: .name("Slow Violin")))
        #expect(try InstrumentName("Fluid#128:0") == .font("Fluid", preset: .place(bank: 128, program: 0)))
        #expect(try InstrumentName("Fluid#Bass:Slap") == .font("Fluid", preset: .name("Bass:Slap")))
    }

    @Test(
        "parts that are missing or out of range are usage errors", arguments: ["", "#", "a#", "#b", "0:128", "99999:0"])
    func refused(text: String) {
        let failure = #expect(throws: CommandFailure.self) { _ = try InstrumentName(text) }
        #expect(failure?.kind == .usage)
    }

    @Test("near names are found by their letters")
    func near() {
        let names = ["Violin", "Viola", "Cello", "Slow Violin", "Piano"]
        #expect(NearNames.of("violn", among: names) == ["Viola", "Violin"])
        #expect(NearNames.of("violin", among: names) == ["Slow Violin", "Violin", "Viola"])
        #expect(NearNames.of("xylophone", among: names) == [])
        #expect(NearNames.of("", among: names) == [])
    }
}
