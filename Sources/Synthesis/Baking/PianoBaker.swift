import DSP
import SoundFonts

#if canImport(Glibc)
    import Glibc
#endif

/// Bakes the additive piano.
///
/// Every few keys are recorded at every layer's velocity. Keys with dampers get a loop: their envelope holds while the
/// recording lasts, then falls at the rate of the piano's late decay. Every key has a zone of its own, which mends the
/// pitch (the stretch of the tuning is not what a transposed neighbour has), and gives the damper its time.
struct PianoBaker {
    private let settings: FontBaker.Settings
    private let recorder: NoteRecorder
    private let curve: VelocityCurve
    /// Decibels a second that each key's damper takes.
    private let damping: [Int: Double]

    /// Keys that share a recording.
    struct Group: Equatable {
        var keys: ClosedRange<Int>
        /// The one that is recorded.
        var root: Int
        /// Whether the recording ends in a loop; the keys without dampers fade by themselves.
        var isLooped: Bool
    }

    init(_ settings: FontBaker.Settings) {
        self.settings = settings
        recorder = NoteRecorder(sampleRate: Double(settings.sampleRate)) { AdditivePiano(sampleRate: $0, polyphony: 4) }
        let curveRecorder = NoteRecorder(sampleRate: 22_050) { AdditivePiano(sampleRate: $0, polyphony: 4) }
        let damped = settings.keys.filter { $0 <= PianoStrings.lastDamper }
        damping = Dictionary(uniqueKeysWithValues: damped.map { ($0, curveRecorder.damping(key: $0)) })
        // Levels relative to each key's own mean, so that keys count alike.
        curve = VelocityCurve(
            levels: [36, 60, 80].flatMap { key in
                let levels = [12, 24, 36, 48, 60, 72, 84, 96, 108, 120].map { velocity in
                    (velocity: velocity, level: curveRecorder.level(key: key, velocity: velocity))
                }
                let mean = levels.reduce(0) { $0 + $1.level } / Double(levels.count)
                return levels.map { (velocity: $0.velocity, level: $0.level - mean) }
            })
    }

    /// Recordings that are made, those for the peak too.
    var recordingCount: Int { 2 * groups.count * settings.layers.count }

    /// The keyboard in groups, none of them across the last damper.
    var groups: [Group] {
        let last = PianoStrings.lastDamper
        var groups: [Group] = []
        var low = settings.keys.lowerBound
        while low <= settings.keys.upperBound {
            let isLooped = low <= last
            var high = min(low + settings.keySpacing - 1, settings.keys.upperBound)
            if isLooped { high = min(high, last) }
            // Above the middle: transposing down loses less than transposing up.
            groups.append(Group(keys: low...high, root: (low + high + 1) / 2, isLooped: isLooped))
            low = high + 1
        }
        return groups
    }

    /// The greatest magnitude of all recordings as they stand in the font.
    func peak(_ advance: () throws -> Void) throws -> Float {
        var largest: Float = 0
        for group in groups {
            for layer in settings.layers {
                let peak = recorder.peak(key: group.root, velocity: layer.recorded, isStereo: settings.isStereo)
                largest = max(largest, peak * Decibels.amplitude(curve.attenuation(layer.recorded)))
                try advance()
            }
        }
        return largest
    }

    /// Adds samples, an instrument and a preset.
    func bake(into draft: inout SoundFontDraft, gain: Float, _ advance: () throws -> Void) throws {
        let steady = SteadyLoop(sampleRate: recorder.sampleRate)
        var zones = [SoundFontDraft.Zone(modulators: curve.modulators)]
        for group in groups {
            for (number, layer) in settings.layers.enumerated() {
                let scale = gain * Decibels.amplitude(curve.attenuation(layer.recorded))
                let take = Take.piano(
                    recorder, steady, group: group, velocity: layer.recorded, settings: settings, scale: scale)
                let name = "Piano \(group.root) v\(number + 1) "
                zones += add(take, named: name, of: group, layer, to: &draft)
                try advance()
            }
        }
        let instrument = draft.addInstrument("Additive Piano", zones: zones)
        draft.addPreset("Additive Piano", bank: 0, program: 0, zones: [.init(instrument)])
    }

    /// Adds a recording and the zones that play it.
    private func add(
        _ take: Take, named name: String, of group: Group, _ layer: FontBaker.Settings.Layer,
        to draft: inout SoundFontDraft
    ) -> [SoundFontDraft.Zone] {
        func sample(_ frames: [Float]) -> SoundFontDraft.Sample {
            .init(
                name, .int16(frames.map(SoundFontDraft.int16)), sampleRate: settings.sampleRate,
                rootKey: UInt8(group.root), loop: take.loop)
        }
        let sides: [(sample: Int, pan: Int?)]
        if settings.isStereo {
            let pair = draft.addPair(sample(take.sound.left), sample(take.sound.right))
            sides = [(pair.left, -500), (pair.right, 500)]
        } else {
            sides = [(draft.add(sample(take.sound.mono)), nil)]
        }
        return group.keys.flatMap { key in
            // The outermost zones play the keys that no piano has.
            let low = key == settings.keys.lowerBound ? 0 : key
            let high = key == settings.keys.upperBound ? 127 : key
            return sides.map { side in
                SoundFontDraft.Zone(
                    side.sample, keys: UInt8(low)...UInt8(high), velocities: layer.velocities,
                    generators: [(.pan, Int16(side.pan ?? Self.pan(key)))]
                        + generators(key: key, root: group.root, take))
            }
        }
    }

    /// Pitch and envelope of a key.
    private func generators(key: Int, root: Int, _ take: Take) -> [(Generator, Int16)] {
        var result: [(Generator, Int16)] = []
        let cents = (PianoStrings.stretch(Double(key)) - PianoStrings.stretch(Double(root))).rounded()
        if cents != 0 { result.append((.fineTune, Int16(cents))) }
        if take.loop != nil {
            // A transposed recording reaches its steady part sooner or later.
            let hold = Timecents.of(Double(take.steady) / recorder.sampleRate) - Double(100 * (key - root))
            result += [
                (.sampleModes, 1), (.volumeEnvelopeHold, Timecents.amount(hold)),
                (.volumeEnvelopeDecay, Timecents.amount(Timecents.of(100 / take.decay))),
                (.volumeEnvelopeSustain, 1000),
            ]
        }
        // A release is the time for 100 dB; where there is no damper the sound goes on.
        let release = damping[key].map { Timecents.of(100 / $0) } ?? 8000
        result.append((.volumeEnvelopeRelease, Timecents.amount(release)))
        return result
    }

    /// A key's place in tenths of a percent, on the same circle as `AdditivePiano.placement`.
    private static func pan(_ key: Int) -> Int {
        let place = AdditivePiano.placement(key)
        return Int((1000 * (Double(atan2(place.right, place.left)) / (.pi / 2) - 0.5)).rounded())
    }
}
