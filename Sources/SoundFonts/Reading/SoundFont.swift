import Basics
import Synchronization

/// A SoundFont: SF2 of the specification's versions 2.00 to 2.04, or SF3, which is SF2 with compressed samples.
///
/// Opening one reads its headers and none of its samples; a file is mapped, so that samples are read when they are
/// needed (`SampleStore`). Nothing that stands in it is believed: what is broken is left out or mended, with a warning
/// that says what and where, and only a file with no usable structure is refused.
///
/// The file must not be shortened in place while it is open; replacing it is harmless.
public final class SoundFont: Sendable {
    /// Its own name, else the file's.
    public let name: String
    /// What it says about itself.
    public let information: SoundFontInformation
    /// Its presets, in the order of the file.
    public let presets: [Preset]
    /// Its samples; one that cannot be used has an empty extent.
    public let samples: [SampleHeader]
    /// What was wrong with it when it was opened, the first hundred things.
    public let warnings: [SoundFontWarning]
    /// How many warnings there would have been beyond those.
    public let omittedWarnings: Int

    /// What it is called in messages.
    let path: String
    /// Where the lower eight bits of 24-bit samples stand, if they are to be used.
    let lowBytes: Range<Int>?
    let bytes: FontBytes
    let layout: FontLayout
    /// What every zone of an instrument starts from.
    let instrumentBase: Zone
    let presetList: PresetList
    private let met: Mutex<SoundFontProblems>

    /// Opens a file.
    public convenience init(path: String) throws(SoundFontError) {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        try self.init(FontBytes(path: path), path: path, fallbackName: file)
    }

    /// Reads a font that is in memory, of which a copy is kept.
    ///
    /// - Parameter name: what it is called in messages, and its name if it has none of its own.
    public convenience init(bytes: [UInt8], name: String) throws(SoundFontError) {
        try self.init(FontBytes(bytes, name: name), path: name, fallbackName: name)
    }

    private init(_ bytes: FontBytes, path: String, fallbackName: String) throws(SoundFontError) {
        var log = WarningLog()
        let layout = try FontLayout(bytes, name: path, log: &log)
        self.bytes = bytes
        self.layout = layout
        self.path = path
        information = SoundFontInformation(layout, of: bytes, log: &log)
        name = information.name.isEmpty ? fallbackName : information.name
        presetList = PresetList(layout, of: bytes, log: &log)
        presets = presetList.presets
        samples = SampleHeader.headers(layout, of: bytes, log: &log)
        lowBytes = SoundFont.lowBytes(layout, version: information.version, log: &log)
        instrumentBase = Zone(
            values: GeneratorValues(), chains: SoundFont.defaultChains(layout, of: bytes, log: &log))
        warnings = log.warnings
        omittedWarnings = log.omitted
        met = Mutex(SoundFontProblems(log))
    }

    /// What was wrong with it so far: when it was opened, and with the presets that have been worked out since.
    public var problems: SoundFontProblems { met.withLock { $0 } }

    /// The first preset of a bank and program, an index into `presets`.
    public func preset(bank: UInt16, program: UInt8) -> Int? {
        presetList.places[PresetList.key(bank: bank, program: program)]
    }

    /// Makes sure that the file, if it is one, still has all that it had when it was opened.
    ///
    /// - Throws: `SoundFontError.changed`.
    public func requireWhole() throws(SoundFontError) { try bytes.requireWhole() }

    /// Works out in which ways a preset sounds.
    ///
    /// Regions come in the order of the file: the preset's zones, and under each its instrument's. There are at most
    /// 65,536, and the work is limited however the file's lists overlap. Only warnings are kept (`problems`), so ask
    /// once.
    ///
    /// - Parameter index: an index into `presets`; others have no regions.
    /// - Returns: the regions, and the first hundred things that were wrong.
    public func regions(ofPreset index: Int) -> (regions: [Region], warnings: [SoundFontWarning]) {
        guard presets.indices.contains(index) else { return ([], []) }
        do throws(SoundFontError) {
            try bytes.requireWhole()
        } catch {
            return ([], [SoundFontWarning(chunk: "RIFF", byte: 0, problem: error.description)])
        }
        var resolver = RegionResolver(self)
        let resolved = resolver.resolve(preset: index)
        if !resolved.warnings.isEmpty { met.withLock { $0.add(resolved.warnings) } }
        return resolved
    }

    /// How many instruments it has.
    public var instrumentCount: Int { max(0, layout.instruments.count - 1) }

    /// The lower bytes if there is one for each frame and the version has them (SoundFont 2.04, section 6.2).
    private static func lowBytes(
        _ layout: FontLayout, version: SoundFontInformation.Version, log: inout WarningLog
    ) -> Range<Int>? {
        guard let sm24 = layout.sm24 else { return nil }
        guard version >= SoundFontInformation.Version(major: 2, minor: 4) else {
            log.add("sm24", at: sm24.lowerBound - 8, "version \(version) has no 24-bit samples; 16 bits are taken")
            return nil
        }
        guard sm24.count >= layout.smpl.count / 2 else {
            log.add(
                "sm24", at: sm24.lowerBound - 8,
                "it has \(counted(sm24.count, "byte")) for \(counted(layout.smpl.count / 2, "frame")); 16 bits are taken"
            )
            return nil
        }
        return sm24
    }

    /// The modulators that hold for every instrument: those of the font's `DMOD` chunk if it has one, all of them
    /// instead of the specification's. The chunk is a modulator list with a record at its end that says nothing, as
    /// SpessaSynth's extension of 2025 has it.
    private static func defaultChains(
        _ layout: FontLayout, of bytes: FontBytes, log: inout WarningLog
    ) -> [ModulatorChain] {
        guard let chunk = layout.information["DMOD"] else { return Modulator.defaults.map(ModulatorChain.init) }
        let table = RecordTable(chunk, size: 10, log: &log)
        var reader = ZoneReader(bytes)
        let chains = reader.readModulators(0..<table.withoutLast.count, of: table)
        log.add(reader.log)
        return [].replaced(by: chains, budget: &reader.budget)
    }
}
