import Basics
import StandardMIDIFile
import SymbolicMusic

extension Report {
    /// What is in a MIDI file.
    package init(midi result: MIDIFileReader.Result, path: String) {
        self.init(path: path, kind: "MIDI")
        let file = result.file
        let score = Score(file)
        if !score.title.isEmpty { add("title", MIDIText.escaped(score.title), .string(score.title)) }
        add("format", Int(file.format.rawValue))
        switch file.division {
        case .ticksPerQuarter(let ticks): add("division", counted(ticks, "tick") + " a quarter", .integer(ticks))
        case .smpte(let frames, let ticks):
            add(
                "division", "SMPTE, \(counted(frames, "frame")) a second, \(counted(ticks, "tick")) a frame",
                .object([("framesPerSecond", .integer(frames)), ("ticksPerFrame", .integer(ticks))]))
        }
        add("tracks", file.tracks.count)
        add("notes", score.noteCount)
        addTime(of: score)
        addMusic(of: score)
        addParts(of: score)
        let warnings = result.warnings.map(\.description)
        if !warnings.isEmpty || result.omittedWarnings > 0 {
            add(
                "warnings", "\(warnings.count + result.omittedWarnings) (on standard error)",
                .array(warnings.map { .string($0) }))
        }
    }

    private mutating func addTime(of score: Score) {
        let seconds = score.durationInSeconds
        add("duration", Self.clock(seconds), .number(Self.rounded(seconds, 3)))
        let quarters = Double(score.lastNoteEnd) / Double(score.ticksPerQuarter)
        add("quarters", Self.short(quarters), .number(Self.rounded(quarters, 3)))
        let tempi =
            [score.tempoMap.microsecondsPerQuarter(atTick: 0)]
            + score.tempoMap.changes.filter { $0.tick > 0 }.map(\.microsecondsPerQuarter)
        let perMinute = tempi.map { 60e6 / Double($0) }
        let low = perMinute.min() ?? 120
        let high = perMinute.max() ?? 120
        let mean = score.tempoMap.meanQuartersPerMinute(toTick: score.lastNoteEnd)
        add(
            "tempo",
            low == high
                ? "\(Self.short(low)) quarters a minute"
                : "\(Self.short(low)) to \(Self.short(high)) quarters a minute, \(Self.short(mean)) on average",
            .object([
                ("mean", .number(Self.rounded(mean, 3))), ("minimum", .number(Self.rounded(low, 3))),
                ("maximum", .number(Self.rounded(high, 3))), ("changes", .integer(tempi.count - 1)),
            ]))
    }

    private mutating func addMusic(of score: Score) {
        var meters = score.meters.map { "\($0.numerator)/\($0.denominator)" }
        if score.meters.first.map({ $0.tick > 0 }) ?? true { meters.insert("4/4", at: 0) }
        add("metre", Self.listed(meters), .array(meters.map { .string($0) }))
        let keys = score.keySignatures.map { MusicalKey($0).description }
        if !keys.isEmpty { add("key signature", Self.listed(keys), .array(keys.map { .string($0) })) }
        if let estimate = score.estimatedKey() {
            add(
                "estimated key", "\(estimate.key) (correlation \(Self.short(estimate.correlation)))",
                .object([
                    ("key", .string(estimate.key.description)),
                    ("correlation", .number(Self.rounded(estimate.correlation, 4))),
                ]))
        }
        let pitches = score.tracks.filter { !$0.isPercussion }.flatMap { $0.notes.map(\.pitch) }
        if let low = pitches.min(), let high = pitches.max() {
            add(
                "range", "\(PitchName.name(of: low)) to \(PitchName.name(of: high))",
                .array([.integer(Int(low)), .integer(Int(high))]))
        }
    }

    private mutating func addParts(of score: Score) {
        let parts = score.tracks.filter { !$0.notes.isEmpty }
        let names = parts.map { track in
            let name = track.name.isEmpty ? "" : MIDIText.escaped(track.name) + ": "
            let sound = track.isPercussion ? "drums" : "program \(Int(track.program) + 1)"
            return name + "\(sound), \(counted(track.notes.count, "note"))"
        }
        add(
            "parts", names.isEmpty ? "none" : names.joined(separator: "; "),
            .array(
                parts.map { track in
                    .object([
                        ("name", .string(track.name)), ("channel", .integer(Int(track.channel) + 1)),
                        ("program", .integer(Int(track.program) + 1)), ("percussion", .bool(track.isPercussion)),
                        ("notes", .integer(track.notes.count)),
                    ])
                }))
        let pedals = score.tracks.reduce(0) { total, track in
            total
                + track.controls.count { control in
                    if case .controller(64, let value) = control.kind { value >= 64 } else { false }
                }
        }
        if pedals > 0 { add("pedal", counted(pedals, "press", plural: "presses"), .integer(pedals)) }
    }

    /// The first few of a list, and how many more there are.
    private static func listed(_ items: [String]) -> String {
        items.count <= 4
            ? items.joined(separator: ", ") : items.prefix(3).joined(separator: ", ") + ", and \(items.count - 3) more"
    }
}
