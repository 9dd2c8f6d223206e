import DSP
import SoundFonts

#if canImport(Glibc)
    import Glibc
#endif

/// Bakes the drum kit: a recording a drum, which only gets softer with velocity.
struct DrumBaker {
    /// The drums of General MIDI's percussion map.
    private static let keys = 35...81
    private static let velocity = 110
    private let settings: FontBaker.Settings
    private let recorder: NoteRecorder
    private let curve: VelocityCurve

    init(_ settings: FontBaker.Settings) {
        self.settings = settings
        recorder = NoteRecorder(sampleRate: Double(settings.sampleRate)) { ModalDrums(sampleRate: $0, polyphony: 4) }
        let recorder = recorder
        curve = VelocityCurve(
            levels: [12, 24, 36, 48, 60, 72, 84, 96, 108, 120].map { velocity in
                (velocity: velocity, level: recorder.level(key: 38, velocity: velocity))
            })
    }

    /// Recordings that are made, those for the peak too.
    var recordingCount: Int { 2 * Self.keys.count }

    /// The magnitude that half of the recordings stay below as they stand in the font: the beats of a few hard drums are
    /// rounded off, lest they make all of the font soft.
    func peak(_ advance: () throws -> Void) throws -> Float {
        var peaks: [Float] = []
        for key in Self.keys {
            peaks.append(recorder.peak(key: key, velocity: Self.velocity, isStereo: false))
            try advance()
        }
        return peaks.sorted()[peaks.count / 2] * Decibels.amplitude(curve.attenuation(Self.velocity))
    }

    /// Bends what comes near full scale towards it.
    static func rounded(_ value: Float) -> Float {
        let knee: Float = 0.7
        guard abs(value) > knee else { return value }
        let bent = knee + (1 - knee) * tanhf((abs(value) - knee) / (1 - knee))
        return value < 0 ? -bent : bent
    }

    /// Adds samples, an instrument and a preset.
    func bake(into draft: inout SoundFontDraft, gain: Float, _ advance: () throws -> Void) throws {
        let scale = gain * Decibels.amplitude(curve.attenuation(Self.velocity))
        // They ring out whether the key is held or not.
        var zones = [SoundFontDraft.Zone(generators: [(.volumeEnvelopeRelease, 8000)], modulators: curve.modulators)]
        for key in Self.keys {
            let take = Take.dying(recorder, key: key, velocity: Self.velocity, longest: 2.2, scale: scale)
            let frames = take.sound.mono.map { SoundFontDraft.int16(Self.rounded($0)) }
            let sample = draft.add(
                .init("Drum \(key)", .int16(frames), sampleRate: settings.sampleRate, rootKey: UInt8(key)))
            let (left, right) = (take.sound.level(.left), take.sound.level(.right))
            let pan = Int16((1000 * (atan2(right, left) / (.pi / 2) - 0.5)).rounded())
            // A closed hi-hat stops an open one.
            let isHiHat = [42, 44, 46].contains(key)
            zones.append(
                .init(
                    sample, keys: UInt8(key)...UInt8(key),
                    generators: [(.pan, pan)] + (isHiHat ? [(.exclusiveClass, 1)] : [])))
            try advance()
        }
        let instrument = draft.addInstrument("Modal Drums", zones: zones)
        draft.addPreset("Modal Drums", bank: 128, program: 0, zones: [.init(instrument)])
    }
}

extension StereoBuffer {
    fileprivate enum Side { case left, right }

    /// The root mean square of a channel.
    fileprivate func level(_ side: Side) -> Double {
        let samples = side == .left ? left : right
        return (samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(max(1, samples.count))).squareRoot()
    }
}
