import DSP

#if canImport(Glibc)
    import Glibc
#endif

/// A note as it stands in the font: recorded, cut or looped, and scaled.
struct Take {
    /// The frames.
    var sound: StereoBuffer
    /// The loop, if there is one.
    var loop: Range<Int>?
    /// Decibels a second by which the note falls where its loop begins.
    var decay = 0.0

    /// Frames after a loop, for interpolation and for the codec's last block.
    private static let tail = 512

    /// Records a piano's note: with a loop, or until it has died away.
    static func piano(
        _ recorder: NoteRecorder, _ steady: SteadyLoop, group: PianoBaker.Group, velocity: Int,
        settings: FontBaker.Settings, scale: Float
    ) -> Take {
        let rate = recorder.sampleRate
        let seconds = settings.seconds * length(Double(group.root))
        guard group.isLooped else {
            return dying(recorder, key: group.root, velocity: velocity, longest: 2.4 * seconds, scale: scale)
        }
        let start = Int(seconds * rate)
        let after = max(steady.reach, Int(4 * rate))
        let recorded = recorder.record(key: group.root, velocity: velocity, frames: start + after)
        let slope = min(max(recorded.decay(start..<start + after), 1), 60)
        // A whole number of the first partial's periods: its pitch does not move.
        let period = rate / PianoStrings.frequency(Double(group.root), partial: 1)
        let length = Int(((settings.loopSeconds * rate / period).rounded(.up) * period).rounded())
        func looped(_ channel: [Float]) -> [Float] {
            steady.looped(
                channel, start: start, length: length, tail: tail, fade: Int(0.06 * rate), decay: slope,
                sampleRate: rate)
        }
        var sound = StereoBuffer(left: looped(recorded.left), right: looped(recorded.right), sampleRate: rate)
        // Strings that beat may be loud or soft where the loop takes hold of them: it falls from its own level towards
        // theirs.
        let level = sound.level(start..<start + length)
        let decay = min(max(recorded.decay(start..<start + after, from: level), 1), 60)
        for frame in 0..<sound.frames {
            sound.left[frame] *= scale
            sound.right[frame] *= scale
        }
        return Take(sound: sound, loop: start..<start + length, decay: decay)
    }

    /// Records a note that ends by itself: until it is 66 dB under its loudest tenth of a second.
    static func dying(
        _ recorder: NoteRecorder, key: Int, velocity: Int, longest: Double, scale: Float
    ) -> Take {
        let rate = recorder.sampleRate
        let recorded = recorder.record(key: key, velocity: velocity, frames: Int(longest * rate))
        let step = Int(0.1 * rate)
        let levels = stride(from: 0, to: recorded.frames, by: step).map { recorded.level($0..<$0 + step) }
        let loudest = levels.max() ?? 0
        let last = levels.lastIndex { $0 > loudest - 66 } ?? 0
        let frames = min(recorded.frames, (last + 1) * step)
        let fade = Float(max(1, frames / 4))
        func cut(_ channel: [Float]) -> [Float] {
            (0..<frames).map { frame in
                let rest = Float(frames - 1 - frame) / fade
                return channel[frame] * scale * (rest < 1 ? 0.5 - 0.5 * cosf(.pi * rest) : 1)
            }
        }
        let sound = StereoBuffer(left: cut(recorded.left), right: cut(recorded.right), sampleRate: rate)
        return Take(sound: sound)
    }

    /// How long a recording is before its loop, relative to the middle of the keyboard: bass strings take longer.
    private static let length = KeyCurve([21: 1.4, 60: 1, 88: 0.6, 108: 0.5])
}
