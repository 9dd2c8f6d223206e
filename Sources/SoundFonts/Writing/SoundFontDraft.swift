/// A SoundFont in the making: samples, instruments made of them and presets made of those, to be written as bytes.
///
/// ```swift
/// let draft = SoundFontDraft.single(frames, rootKey: 60, generators: [(.pan, -250)])
/// let font = try SoundFont(bytes: draft.serialized(), name: "test")
/// ```
///
/// Zones say what stands in the file, not what it means: any generator, any amount and any modulator word may be
/// written, sensible or not.
public struct SoundFontDraft: Sendable {
    /// What the font says about itself; the version is chosen by how it is written.
    public var information = SoundFontInformation()
    /// Its samples; zones of instruments name them by their place here.
    public var samples: [Sample] = []
    /// Its instruments; zones of presets name them by their place here.
    public var instruments: [Instrument] = []
    /// Its presets, in any order.
    public var presets: [Preset] = []
    /// The `DMOD` chunk, modulators that stand in for the default ones; nil leaves it out.
    public var defaultModulators: [RawModulator]?

    /// Starts an empty font.
    public init(name: String = "") {
        information.name = name
        information.engine = "EMU8000"
        information.tools = "musicgen"
    }

    /// A font of one mono sample on all keys, at bank 0, program 0.
    ///
    /// - Parameters:
    ///   - loop: frames that repeat; it also sets `sampleModes` to 1, unless the generators say otherwise.
    ///   - generators: those of the instrument's zone.
    ///   - modulators: those of the instrument's zone.
    ///   - presetGenerators: those of the preset's zone.
    ///   - presetModulators: those of the preset's zone.
    public static func single(
        _ frames: Sample.Frames, sampleRate: Int = 44_100, rootKey: UInt8 = 60, pitchCorrection: Int8 = 0,
        loop: Range<Int>? = nil, generators: [(Generator, Int16)] = [], modulators: [RawModulator] = [],
        presetGenerators: [(Generator, Int16)] = [], presetModulators: [RawModulator] = []
    ) -> SoundFontDraft {
        var draft = SoundFontDraft(name: "single")
        let sample = draft.add(
            Sample(
                "sample", frames, sampleRate: sampleRate, rootKey: rootKey, pitchCorrection: pitchCorrection,
                loop: loop))
        let isLooped = loop != nil && !generators.contains { $0.0 == .sampleModes }
        let instrument = draft.addInstrument(
            "instrument",
            zones: [
                Zone(sample, generators: (isLooped ? [(.sampleModes, 1)] : []) + generators, modulators: modulators)
            ]
        )
        draft.addPreset(
            "preset", zones: [Zone(instrument, generators: presetGenerators, modulators: presetModulators)])
        return draft
    }

    /// The same with frames of 16 bits.
    public static func single(
        _ frames: [Int16], sampleRate: Int = 44_100, rootKey: UInt8 = 60, loop: Range<Int>? = nil,
        generators: [(Generator, Int16)] = [], modulators: [RawModulator] = []
    ) -> SoundFontDraft {
        single(
            .int16(frames), sampleRate: sampleRate, rootKey: rootKey, loop: loop, generators: generators,
            modulators: modulators)
    }

    /// Adds a sample and gives its place.
    @discardableResult
    public mutating func add(_ sample: Sample) -> Int {
        samples.append(sample)
        return samples.count - 1
    }

    /// Adds the two sides of a stereo sample, linked to each other, and gives their places.
    ///
    /// Kind and partner of both are set here; names get `L` and `R`.
    @discardableResult
    public mutating func addPair(_ left: Sample, _ right: Sample) -> (left: Int, right: Int) {
        var (left, right) = (left, right)
        (left.kind, right.kind) = (.left, .right)
        (left.partner, right.partner) = (samples.count + 1, samples.count)
        left.name += "L"
        right.name += "R"
        return (add(left), add(right))
    }

    /// Adds an instrument and gives its place.
    @discardableResult
    public mutating func addInstrument(_ name: String, zones: [Zone]) -> Int {
        instruments.append(Instrument(name, zones: zones))
        return instruments.count - 1
    }

    /// Adds a preset and gives its place.
    @discardableResult
    public mutating func addPreset(_ name: String, bank: UInt16 = 0, program: UInt16 = 0, zones: [Zone]) -> Int {
        presets.append(Preset(name, bank: bank, program: program, zones: zones))
        return presets.count - 1
    }
}

extension SoundFontInformation {
    /// Says nothing yet.
    public init() {}
}
