/// A font put together record by record, so that each of its bytes can be wrong.
struct RawFont {
    struct Bag {
        var generators: [(UInt16, UInt16)] = []
        var modulators: [RawModulator] = []
    }

    struct RawModulator {
        var source: UInt16
        var destination: UInt16
        var amount: Int16
        var amountSource: UInt16 = 0
        var transform: UInt16 = 0

        var bytes: [UInt8] {
            word(source) + word(destination) + word(UInt16(bitPattern: amount)) + word(amountSource) + word(transform)
        }
    }

    struct RawPreset {
        var name = "Preset"
        var program: UInt16 = 0
        var bank: UInt16 = 0
        var bags: [Bag] = []
    }

    struct RawInstrument {
        var name = "Instrument"
        var bags: [Bag] = []
    }

    struct RawSample {
        var name = "Sample"
        var start: UInt32 = 0
        var end: UInt32 = 0
        var loopStart: UInt32 = 0
        var loopEnd: UInt32 = 0
        var rate: UInt32 = 44_100
        var key: UInt8 = 60
        var correction: Int8 = 0
        var link: UInt16 = 0
        var type: UInt16 = 1
    }

    var version: (UInt16, UInt16) = (2, 4)
    var name = "Test"
    var information: [(String, [UInt8])] = []
    var smpl: [UInt8] = []
    var sm24: [UInt8]?
    var presets: [RawPreset] = []
    var instruments: [RawInstrument] = []
    var samples: [RawSample] = []
    /// The order of the three lists.
    var order = ["INFO", "sdta", "pdta"]
    /// Whether odd chunks are followed by a zero.
    var isPadded = true
    /// What to do with a chunk of `pdta` before it is written.
    var edit: (_ name: String, _ bytes: inout [UInt8]) -> Void = { _, _ in }

    /// One preset with one instrument with one sample of a hundred frames, 0, 1, 2 …; each zone can be added to.
    init(
        presetZone: Bag = Bag(), instrumentZone: Bag = Bag(), sampleFrames: [Int16] = (0..<100).map { Int16($0) }
    ) {
        smpl = sampleFrames.flatMap { word(UInt16(bitPattern: $0)) } + [UInt8](repeating: 0, count: 92)
        samples = [RawSample(end: UInt32(sampleFrames.count), loopStart: 10, loopEnd: 90)]
        var preset = presetZone
        preset.generators.append((41, 0))
        var instrument = instrumentZone
        instrument.generators.append((53, 0))
        presets = [RawPreset(bags: [preset])]
        instruments = [RawInstrument(bags: [instrument])]
    }

    /// The file.
    var bytes: [UInt8] {
        var body = Array("sfbk".utf8)
        for list in order {
            switch list {
            case "INFO":
                body += chunk(
                    "LIST",
                    Array("INFO".utf8) + chunk("ifil", word(version.0) + word(version.1))
                        + chunk("INAM", Array(name.utf8) + [0]) + information.flatMap { chunk($0.0, $0.1) })
            case "sdta":
                body += chunk("LIST", Array("sdta".utf8) + chunk("smpl", smpl) + (sm24.map { chunk("sm24", $0) } ?? []))
            default: body += chunk("LIST", Array("pdta".utf8) + tables)
            }
        }
        return chunk("RIFF", body)
    }

    func chunk(_ name: String, _ contents: [UInt8]) -> [UInt8] {
        Array(name.utf8) + long(UInt32(contents.count)) + contents
            + (isPadded && contents.count % 2 == 1 ? [0] : [])
    }

    private var tables: [UInt8] {
        let presetZones = RawFont.zones(presets.map(\.bags))
        let instrumentZones = RawFont.zones(instruments.map(\.bags))
        var phdr: [UInt8] = []
        for (preset, first) in zip(presets, presetZones.firsts) {
            phdr += text(preset.name) + word(preset.program) + word(preset.bank) + word(first)
            phdr += [UInt8](repeating: 0, count: 12)
        }
        phdr += text("EOP") + [0, 0, 0, 0] + word(presetZones.firsts.last!) + [UInt8](repeating: 0, count: 12)
        var inst: [UInt8] = []
        for (instrument, first) in zip(instruments, instrumentZones.firsts) {
            inst += text(instrument.name) + word(first)
        }
        inst += text("EOI") + word(instrumentZones.firsts.last!)
        var shdr: [UInt8] = []
        for sample in samples {
            shdr += text(sample.name) + long(sample.start) + long(sample.end) + long(sample.loopStart)
            shdr += long(sample.loopEnd) + long(sample.rate) + [sample.key, UInt8(bitPattern: sample.correction)]
            shdr += word(sample.link) + word(sample.type)
        }
        shdr += text("EOS") + [UInt8](repeating: 0, count: 26)
        let all = [
            ("phdr", phdr), ("pbag", presetZones.bags), ("pmod", presetZones.modulators),
            ("pgen", presetZones.generators), ("inst", inst), ("ibag", instrumentZones.bags),
            ("imod", instrumentZones.modulators), ("igen", instrumentZones.generators), ("shdr", shdr),
        ]
        return all.flatMap { name, contents in
            var contents = contents
            edit(name, &contents)
            return contents.isEmpty ? [] : chunk(name, contents)
        }
    }

    /// The three lists of one level, with their terminal records, and the first bag of each owner and of the end.
    private static func zones(
        _ owners: [[Bag]]
    ) -> (bags: [UInt8], modulators: [UInt8], generators: [UInt8], firsts: [UInt16]) {
        var bags: [UInt8] = []
        var modulators: [UInt8] = []
        var generators: [UInt8] = []
        var firsts: [UInt16] = []
        func here() -> [UInt8] {
            word(UInt16(truncatingIfNeeded: generators.count / 4))
                + word(UInt16(truncatingIfNeeded: modulators.count / 10))
        }
        for owner in owners {
            firsts.append(UInt16(truncatingIfNeeded: bags.count / 4))
            for bag in owner {
                bags += here()
                for (number, amount) in bag.generators { generators += word(number) + word(amount) }
                for modulator in bag.modulators { modulators += modulator.bytes }
            }
        }
        firsts.append(UInt16(truncatingIfNeeded: bags.count / 4))
        bags += here()
        return (bags, modulators + [UInt8](repeating: 0, count: 10), generators + [0, 0, 0, 0], firsts)
    }
}

func word(_ value: UInt16) -> [UInt8] { [UInt8(truncatingIfNeeded: value), UInt8(value >> 8)] }
func long(_ value: UInt32) -> [UInt8] { word(UInt16(truncatingIfNeeded: value)) + word(UInt16(value >> 16)) }
func signed(_ value: Int16) -> UInt16 { UInt16(bitPattern: value) }

private func text(_ name: String) -> [UInt8] {
    let bytes = name.utf8.prefix(20)
    return bytes + [UInt8](repeating: 0, count: 20 - bytes.count)
}
