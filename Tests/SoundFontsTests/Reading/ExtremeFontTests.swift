import SoundFonts
import Testing

@Suite("Fonts that ask for too much")
struct ExtremeFontTests {
    /// Bytes of a bag list, each bag with a first generator and modulator.
    private func bags(_ count: Int, _ bag: (Int) -> (UInt16, UInt16)) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 * count)
        for index in 0..<count {
            let (generator, modulator) = bag(index)
            bytes += word(generator)
            bytes += word(modulator)
        }
        return bytes
    }

    @Test("65,535 zones of a preset, each with an instrument of 65,535 zones")
    func everyZoneOfEveryZone() throws {
        var raw = RawFont()
        // All bags but the last two start at generator 0 and the next one ends at 1: bags 0, 2, 4 … are one zone each.
        raw.edit = { name, bytes in
            switch name {
            case "phdr": bytes.replaceSubrange(38 + 24..<38 + 26, with: word(65_534))
            case "inst": bytes.replaceSubrange(22 + 20..<22 + 22, with: word(65_534))
            case "pbag", "ibag":
                bytes = []
                for index in 0..<65_535 { bytes += [UInt8(index % 2), 0, 0, 0] }
            default: break
            }
        }
        let font = try SoundFont(bytes: raw.bytes, name: "memory")
        let (regions, warnings) = font.regions(ofPreset: 0)
        #expect((10_000...65_536).contains(regions.count))
        #expect(warnings.count <= 102)
        #expect(warnings.contains { $0.chunk == "phdr" && $0.problem.contains("more zones than can be used") })
        #expect(regions.allSatisfy { $0.sample == 0 })
    }

    @Test("a million bags and a million generators, of which 65,536 can be reached")
    func millionZones() throws {
        var raw = RawFont()
        raw.edit = { name, bytes in
            switch name {
            case "ibag": bytes = bags(1_000_000) { (UInt16(truncatingIfNeeded: $0), 0) }
            case "igen":
                bytes = []
                bytes.reserveCapacity(4_000_000)
                for _ in 0..<1_000_000 { bytes += [53, 0, 0, 0] }
            case "inst": bytes.replaceSubrange(42..<44, with: word(65_535))
            default: break
            }
        }
        let font = try SoundFont(bytes: raw.bytes, name: "memory")
        #expect(font.warnings.isEmpty)
        #expect(font.regions(ofPreset: 0).regions.count == 65_535)
    }

    @Test("zones that all have every generator and modulator of the lists")
    func overlappingLists() throws {
        var raw = RawFont()
        let modulators = (0..<60_000).flatMap { index in
            RawFont.RawModulator(
                source: 0x0081, destination: UInt16(index % 2 + 8), amount: 1,
                amountSource: UInt16(index % 32) * 256 + 2
            ).bytes
        }
        var generators: [UInt8] = []
        for _ in 0..<60_000 { generators += [48, 0, 1, 0] }
        generators += [53, 0, 0, 0, 0, 0, 0, 0]
        raw.edit = { name, bytes in
            switch name {
            case "inst": bytes.replaceSubrange(42..<44, with: word(60_000))
            case "ibag": bytes = bags(60_001) { $0 % 2 == 0 ? (0, 0) : (60_001, 60_000) }
            case "igen": bytes = generators
            case "imod": bytes = modulators
            default: break
            }
        }
        let font = try SoundFont(bytes: raw.bytes, name: "memory")
        let (regions, warnings) = font.regions(ofPreset: 0)
        #expect((1...30_000).contains(regions.count))
        #expect(regions.allSatisfy { $0.modulators.count <= 256 })
        #expect(warnings.last?.problem.contains("more") == true)
    }

    @Test("a chain of thirty thousand modulators is cut and does not overflow the stack")
    func longChain() throws {
        var list = (0..<30_000).map { index in
            RawFont.RawModulator(source: 0x007F, destination: 0x8000 | UInt16(index + 1), amount: 1)
        }
        list[0].source = 0x0081
        list.append(RawFont.RawModulator(source: 0x007F, destination: 8, amount: 1))
        let font = try SoundFont(bytes: RawFont(instrumentZone: .zone(modulators: list)).bytes, name: "memory")
        let (regions, warnings) = font.regions(ofPreset: 0)
        #expect(regions.count == 1)
        #expect(regions.first?.modulators == Modulator.defaults)
        #expect(!warnings.isEmpty)
    }

    @Test("a hundred thousand samples, of which 65,536 can be reached")
    func manySamples() throws {
        var raw = RawFont()
        raw.edit = { name, bytes in
            guard name == "shdr" else { return }
            let record = Array(bytes[..<46])
            bytes = []
            bytes.reserveCapacity(4_600_046)
            for _ in 0...100_000 { bytes += record }
        }
        let font = try SoundFont(bytes: raw.bytes, name: "memory")
        #expect(font.samples.count == 65_536)
        #expect(font.warnings.map(\.chunk) == ["shdr"])
    }

    @Test("inspecting a font of many presets that all ask for too much comes to an end")
    func inspection() throws {
        var raw = RawFont()
        raw.edit = { name, bytes in
            switch name {
            case "phdr":
                let record = Array(bytes[..<38])
                bytes = []
                for index in 0..<2000 { bytes += record[..<24] + word(index % 2 == 0 ? 0 : 65_534) + record[26...] }
            case "inst": bytes.replaceSubrange(42..<44, with: word(65_534))
            case "pbag", "ibag":
                bytes = []
                for index in 0..<65_535 { bytes += [UInt8(index % 2), 0, 0, 0] }
            default: break
            }
        }
        let font = try SoundFont(bytes: raw.bytes, name: "memory")
        let inspection = font.inspected()
        #expect(inspection.presetCount < font.presets.count)
        #expect(inspection.warnings.count <= 400)
        #expect(inspection.omittedWarnings > 0)
    }
}
