import SoundFonts
import Testing

@Suite("Generators")
struct GeneratorTests {
    @Test("a number stands for each of the specification's sixty places")
    func numbers() {
        #expect(Generator.count == 60)
        #expect(Generator.filterCutoff.rawValue == 8)
        #expect(Generator.attenuation.rawValue == 48)
        #expect(Generator.overridingRootKey.rawValue == 58)
    }

    @Test("defaults are those of section 8.1.3")
    func defaults() {
        let values = GeneratorValues()
        #expect(values[.filterCutoff] == 13_500)
        #expect(values[.volumeEnvelopeAttack] == -12_000)
        #expect(values[.modulationLFOFrequency] == 0)
        #expect(values[.scaleTuning] == 100)
        #expect(values[.pan] == 0)
        #expect(values[.overridingRootKey] == -1)
    }
}
