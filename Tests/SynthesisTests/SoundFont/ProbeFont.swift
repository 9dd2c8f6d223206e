import SoundFonts

/// Writes small SoundFonts byte by byte, so that what is tested is measured against the format itself.
struct ProbeFont {
    struct Sample {
        var frames: [Int16]
        var loop = 0..<0
        var rate = 44_100
        var root: UInt8 = 60
        var correction: Int8 = 0
    }

    /// A modulator as it stands in a file.
    struct Rule {
        var source: UInt16
        var destination: UInt16
        var amount: Int16
        var amountSource: UInt16 = 0
        var transform: UInt16 = 0
    }

    struct Zone {
        var generators: [(Generator, Int)] = []
        var rules: [Rule] = []
        var sample = 0
        var keys: ClosedRange<Int> = 0...127
        var velocities: ClosedRange<Int> = 0...127
    }

    var samples: [Sample]
    var zones: [Zone]
    /// Bank and program of each preset; all play the same zones.
    var presets: [(bank: Int, program: Int)] = [(0, 0)]

    func soundFont() throws -> SoundFont { try SoundFont(bytes: bytes(), name: "probe") }

    func bytes() -> [UInt8] {
        var sound = Bytes()
        var headers = Bytes()
        for (index, sample) in samples.enumerated() {
            let start = sound.bytes.count / 2
            for frame in sample.frames { sound.u16(UInt16(bitPattern: frame)) }
            let end = sound.bytes.count / 2
            for _ in 0..<46 { sound.u16(0) }
            headers.text("sample \(index)")
            for place in [start, end, start + sample.loop.lowerBound, start + sample.loop.upperBound, sample.rate] {
                headers.u32(place)
            }
            headers.bytes += [sample.root, UInt8(bitPattern: sample.correction)]
            headers.u16(0)
            headers.u16(1)
        }
        headers.text("EOS")
        headers.bytes += [UInt8](repeating: 0, count: 26)
        var result = Bytes()
        let information = Bytes.chunk("ifil", [2, 0, 4, 0]) + Bytes.chunk("INAM", Array("probe\0".utf8))
        let body =
            Array("sfbk".utf8) + Bytes.list("INFO", information)
            + Bytes.list("sdta", Bytes.chunk("smpl", sound.bytes)) + Bytes.list("pdta", tables(headers.bytes))
        result.bytes = Bytes.chunk("RIFF", body)
        return result.bytes
    }

    private func tables(_ shdr: [UInt8]) -> [UInt8] {
        var (phdr, pbag, pmod, pgen) = (Bytes(), Bytes(), Bytes(), Bytes())
        for (index, preset) in presets.enumerated() {
            phdr.preset("preset \(index)", preset.program, preset.bank, bag: index)
            pbag.u16(UInt16(index))
            pbag.u16(0)
            pgen.generator(.instrument, 0)
        }
        phdr.preset("EOP", 0, 0, bag: presets.count)
        pbag.u16(UInt16(presets.count))
        pbag.u16(0)
        pgen.u32(0)
        pmod.bytes += [UInt8](repeating: 0, count: 10)
        var (inst, ibag, imod, igen) = (Bytes(), Bytes(), Bytes(), Bytes())
        inst.text("instrument")
        inst.u16(0)
        inst.text("EOI")
        inst.u16(UInt16(zones.count))
        for zone in zones {
            ibag.u16(UInt16(igen.bytes.count / 4))
            ibag.u16(UInt16(imod.bytes.count / 10))
            igen.generator(.keyRange, zone.keys.lowerBound | zone.keys.upperBound << 8)
            igen.generator(.velocityRange, zone.velocities.lowerBound | zone.velocities.upperBound << 8)
            for (generator, value) in zone.generators { igen.generator(generator, value) }
            igen.generator(.sample, zone.sample)
            for rule in zone.rules {
                imod.u16(rule.source)
                imod.u16(rule.destination)
                imod.u16(UInt16(bitPattern: rule.amount))
                imod.u16(rule.amountSource)
                imod.u16(rule.transform)
            }
        }
        ibag.u16(UInt16(igen.bytes.count / 4))
        ibag.u16(UInt16(imod.bytes.count / 10))
        igen.u32(0)
        imod.bytes += [UInt8](repeating: 0, count: 10)
        let all: [(String, [UInt8])] = [
            ("phdr", phdr.bytes), ("pbag", pbag.bytes), ("pmod", pmod.bytes), ("pgen", pgen.bytes),
            ("inst", inst.bytes), ("ibag", ibag.bytes), ("imod", imod.bytes), ("igen", igen.bytes), ("shdr", shdr),
        ]
        return all.flatMap { Bytes.chunk($0.0, $0.1) }
    }
}

private struct Bytes {
    var bytes: [UInt8] = []

    mutating func u16(_ value: UInt16) { bytes += [UInt8(value & 255), UInt8(value >> 8)] }

    mutating func u32(_ value: Int) { bytes += (0..<4).map { UInt8(value >> (8 * $0) & 255) } }

    mutating func text(_ name: String) {
        bytes += Array(name.utf8) + [UInt8](repeating: 0, count: 20 - name.utf8.count)
    }

    mutating func generator(_ generator: Generator, _ value: Int) {
        u16(UInt16(generator.rawValue))
        u16(UInt16(truncatingIfNeeded: value))
    }

    mutating func preset(_ name: String, _ program: Int, _ bank: Int, bag: Int) {
        text(name)
        u16(UInt16(program))
        u16(UInt16(bank))
        u16(UInt16(bag))
        bytes += [UInt8](repeating: 0, count: 12)
    }

    static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        var result = Bytes(bytes: Array(name.utf8))
        result.u32(body.count)
        return result.bytes + body + (body.count % 2 == 1 ? [0] : [])
    }

    static func list(_ name: String, _ body: [UInt8]) -> [UInt8] { chunk("LIST", Array(name.utf8) + body) }
}
