extension SoundFontDraft {
    /// The nine lists of presets, instruments and samples (SoundFont 2.04, section 7).
    func hydra(extents: [Range<Int>], compressed: Bool) throws(SoundFontDraftError) -> [UInt8] {
        var list = ByteBuilder()
        list.append("pdta".utf8)

        var headers = ByteBuilder()
        var zone = 0
        for preset in presets {
            Self.append(preset.name, preset.program, preset.bank, zone, to: &headers)
            zone += preset.zones.count
        }
        Self.append("EOP", 0, 0, zone, to: &headers)
        list.append(chunk: "phdr", headers.bytes)
        Self.append(zones: presets.flatMap(\.zones), letter: "p", target: .instrument, to: &list)

        headers = ByteBuilder()
        zone = 0
        for instrument in instruments {
            headers.append(name: instrument.name)
            headers.append(UInt16(zone))
            zone += instrument.zones.count
        }
        headers.append(name: "EOI")
        headers.append(UInt16(zone))
        list.append(chunk: "inst", headers.bytes)
        Self.append(zones: instruments.flatMap(\.zones), letter: "i", target: .sample, to: &list)

        headers = ByteBuilder()
        for (sample, extent) in zip(samples, extents) {
            Self.append(sample, extent, compressed: compressed, to: &headers)
        }
        headers.append(name: "EOS")
        headers.append([UInt8](repeating: 0, count: 26))
        list.append(chunk: "shdr", headers.bytes)
        return list.bytes
    }

    private static func append(
        _ name: String, _ program: UInt16, _ bank: UInt16, _ zone: Int, to headers: inout ByteBuilder
    ) {
        headers.append(name: name)
        headers.append(program)
        headers.append(bank)
        headers.append(UInt16(zone))
        // Library, genre and morphology: reserved.
        headers.append([UInt8](repeating: 0, count: 12))
    }

    /// The lists of bags, modulators and generators, each with its terminal record.
    private static func append(
        zones: [Zone], letter: String, target: Generator, to list: inout ByteBuilder
    ) {
        var (bags, modulators, generators) = (ByteBuilder(), ByteBuilder(), ByteBuilder())
        var (generatorCount, modulatorCount) = (0, 0)
        for zone in zones {
            bags.append(UInt16(generatorCount))
            bags.append(UInt16(modulatorCount))
            let ordered = zone.ordered(target: target)
            for (generator, amount) in ordered {
                generators.append(UInt16(generator.rawValue))
                generators.append(amount)
            }
            modulators.append(modulatorRecords(zone.modulators))
            generatorCount += ordered.count
            modulatorCount += zone.modulators.count
        }
        bags.append(UInt16(generatorCount))
        bags.append(UInt16(modulatorCount))
        modulators.append([UInt8](repeating: 0, count: 10))
        generators.append([UInt8](repeating: 0, count: 4))
        list.append(chunk: letter + "bag", bags.bytes)
        list.append(chunk: letter + "mod", modulators.bytes)
        list.append(chunk: letter + "gen", generators.bytes)
    }

    private static func append(
        _ sample: Sample, _ extent: Range<Int>, compressed: Bool, to headers: inout ByteBuilder
    ) {
        // In SF2 a loop is counted from the start of all samples, in SF3 from the start of its own.
        let origin = compressed ? 0 : extent.lowerBound
        let loop = sample.loop ?? 0..<0
        let type: UInt16 =
            switch sample.kind {
            case .mono: 1
            case .right: 2
            case .left: 4
            case .linked: 8
            }
        headers.append(name: sample.name)
        headers.append(UInt32(extent.lowerBound))
        headers.append(UInt32(extent.upperBound))
        headers.append(UInt32(origin + loop.lowerBound))
        headers.append(UInt32(origin + loop.upperBound))
        headers.append(UInt32(clamping: sample.sampleRate))
        headers.append(sample.rootKey)
        headers.append(sample.pitchCorrection)
        headers.append(UInt16(truncatingIfNeeded: sample.partner ?? 0))
        headers.append(type | (compressed ? 0x10 : 0))
    }
}
