extension SoundFontDraft {
    /// The font as bytes: SF2 of version 2.04, or SF3, whose samples are Ogg Vorbis streams.
    ///
    /// The same draft makes the same bytes. Zones' ranges are written before and their targets after their other
    /// generators, and every list gets its terminal record.
    ///
    /// - Parameters:
    ///   - compressed: writes SF3 (MuseScore's extension: version 3.01, bit 0x10 of the sample type, places in bytes).
    ///   - quality: of the compression, 0…1.
    /// - Throws: `SoundFontDraftError`.
    public func serialized(
        compressed: Bool = false, quality: Double = 0.5
    ) throws(SoundFontDraftError) -> [UInt8] {
        try check()
        let sound = compressed ? try compressedSound(quality: quality) : try plainSound()
        let information = informationList(compressed: compressed)
        let hydra = try hydra(extents: sound.extents, compressed: compressed)
        let length = 4 + information.count + 8 + sound.list.count + 8 + hydra.count + 8
        guard length <= UInt32.max - 16 else { throw .tooLong(bytes: length) }
        var body = ByteBuilder()
        body.append("sfbk".utf8)
        body.append(chunk: "LIST", information)
        body.append(chunk: "LIST", sound.list)
        body.append(chunk: "LIST", hydra)
        var file = ByteBuilder()
        file.append(chunk: "RIFF", body.bytes)
        return file.bytes
    }

    /// Refuses what no bytes can say.
    private func check() throws(SoundFontDraftError) {
        func limit(_ what: String, _ count: Int) throws(SoundFontDraftError) {
            guard count < 65_536 else { throw .tooMany(what, count: count, limit: 65_535) }
        }
        try limit("samples", samples.count)
        try limit("instruments", instruments.count)
        try limit("presets", presets.count)
        for (what, zones) in [
            ("preset zones", presets.flatMap(\.zones)), ("instrument zones", instruments.flatMap(\.zones)),
        ] {
            try limit(what, zones.count)
            try limit("generators in " + what, zones.reduce(0) { $0 + $1.generators.count + 1 })
            try limit("modulators in " + what, zones.reduce(0) { $0 + $1.modulators.count })
        }
        for instrument in instruments {
            for case let target? in instrument.zones.map(\.target) where !samples.indices.contains(target) {
                throw .noTarget(of: instrument.name, target: target)
            }
        }
        for preset in presets {
            for case let target? in preset.zones.map(\.target) where !instruments.indices.contains(target) {
                throw .noTarget(of: preset.name, target: target)
            }
        }
        for sample in samples {
            if let loop = sample.loop, loop.lowerBound < 0 || loop.upperBound > sample.frames.count {
                throw .badLoop(sample: sample.name)
            }
        }
    }

    private func informationList(compressed: Bool) -> [UInt8] {
        var list = ByteBuilder()
        list.append("INFO".utf8)
        list.append(chunk: "ifil", compressed ? [3, 0, 1, 0] : [2, 0, 4, 0])
        // Both are required.
        list.append(chunk: "isng", text: information.engine.isEmpty ? "EMU8000" : information.engine)
        list.append(chunk: "INAM", text: information.name.isEmpty ? "unnamed" : information.name)
        list.append(chunk: "irom", text: information.rom)
        list.append(chunk: "ICRD", text: information.date)
        list.append(chunk: "IENG", text: information.authors)
        list.append(chunk: "IPRD", text: information.product)
        list.append(chunk: "ICOP", text: information.copyright)
        list.append(chunk: "ICMT", text: information.comment)
        list.append(chunk: "ISFT", text: information.tools)
        if let defaultModulators {
            list.append(chunk: "DMOD", Self.modulatorRecords(defaultModulators) + [UInt8](repeating: 0, count: 10))
        }
        return list.bytes
    }

    static func modulatorRecords(_ modulators: [RawModulator]) -> [UInt8] {
        var records = ByteBuilder()
        for modulator in modulators {
            records.append(modulator.source)
            records.append(modulator.destination)
            records.append(modulator.amount)
            records.append(modulator.amountSource)
            records.append(modulator.transform)
        }
        return records.bytes
    }
}
