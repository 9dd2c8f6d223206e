import Basics
import SoundFonts
import StandardMIDIFile

extension Report {
    /// The most warnings that are shown for one font.
    private static let shownWarnings = 5

    /// What is in a SoundFont; what is wrong with it is told on the console as well.
    package init(soundFont font: SoundFont, path: String, console: Console) {
        self.init(path: path, kind: "SoundFont")
        addDescription(of: font)
        let sizes = font.byteCounts
        add("size", Self.size(sizes.file), .integer(sizes.file))
        add("sample size", Self.size(sizes.samples), .integer(sizes.samples))
        addSamples(of: font)
        add("instruments", font.instrumentCount)
        let inspection = font.inspected()
        add("regions", inspection.regionCount)
        let warnings = inspection.warnings.map { MIDIText.escaped($0.description) }
        let count = warnings.count + inspection.omittedWarnings
        if count > 0 {
            add(
                "warnings", "\(count) (on standard error)", .array(warnings.map { .string($0) }))
            for warning in warnings.prefix(Self.shownWarnings) { console.warn("\(path): \(warning)") }
            if count > Self.shownWarnings {
                console.warn("\(path): and \(count - Self.shownWarnings) more of the kind")
            }
        }
        if inspection.presetCount < font.presets.count {
            console.warn(
                "\(path): only \(inspection.presetCount) of \(counted(font.presets.count, "preset")) were worked out, the first"
            )
        }
        addPresets(of: font)
    }

    private mutating func addDescription(of font: SoundFont) {
        let information = font.information
        add("version", information.version.description)
        for (label, text) in [
            ("name", font.name), ("engine", information.engine), ("authors", information.authors),
            ("date", information.date), ("copyright", information.copyright), ("tools", information.tools),
        ] where !text.isEmpty { add(label, MIDIText.escaped(text), .string(text)) }
    }

    private mutating func addSamples(of font: SoundFont) {
        let usable = font.samples.indices.filter { !font.samples[$0].extent.isEmpty }
        add("samples", font.samples.count)
        let counts = SoundFont.SampleFormat.allCases.map { format in
            (format, usable.count { font.format(ofSample: $0) == format })
        }.filter { $0.1 > 0 }
        if !counts.isEmpty {
            add(
                "sample format",
                counts.count == 1
                    ? counts[0].0.rawValue : counts.map { "\($0.0.rawValue) (\($0.1))" }.joined(separator: ", "),
                .object(counts.map { ($0.0.rawValue, .integer($0.1)) }))
        }
    }

    /// `bank:program name`, as `--instrument` takes it, a line each.
    private mutating func addPresets(of font: SoundFont) {
        let presets = font.presets.sorted { ($0.bank, $0.program, $0.index) < ($1.bank, $1.program, $1.index) }
        let names = presets.map { "\($0.bank):\($0.program) \(MIDIText.escaped($0.name))" }
        add(
            "presets", names.isEmpty ? "none" : "\(names.count)\n" + names.joined(separator: "\n"),
            .array(
                presets.map {
                    .object([
                        ("bank", .integer(Int($0.bank))), ("program", .integer(Int($0.program))),
                        ("name", .string($0.name)),
                    ])
                }))
    }
}
