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
    /// The frame from which on the sound is steady, a little before its loop.
    var steady = 0
    /// Decibels a second by which the note falls from there.
    var decay = 0.0

    /// Frames of steady sound before and after a loop: as long as Vorbis' longest block, so that the blocks at both ends
    /// of the loop are coded from the same sound.
    private static let margin = 2048
    /// A loop is a multiple of the distance between such blocks, so that they are coded alike too: other loops of low
    /// notes click softly once they are compressed.
    private static let grid = 1024

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
        let length = loopLength(seconds: settings.loopSeconds, rate: rate, key: group.root)
        func looped(_ channel: [Float]) -> [Float] {
            steady.looped(
                channel, start: start, length: length, tail: 2 * margin, fade: Int(0.06 * rate), decay: slope,
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
        let first = start + margin
        return Take(sound: sound, loop: first..<first + length, steady: start, decay: decay)
    }

    /// The frames of a loop: the multiple of the grid, of about the length asked for, that comes nearest to a whole number
    /// of the first partial's periods, so that its pitch does not move.
    static func loopLength(seconds: Double, rate: Double, key: Int) -> Int {
        let cycles = PianoStrings.frequency(Double(key), partial: 1) / rate * Double(grid)
        let most = max(1, Int(1.25 * seconds * rate) / grid)
        let least = min(most, max(1, Int(0.8 * seconds * rate) / grid))
        func distance(_ count: Int) -> Double {
            let all = cycles * Double(count)
            return all < 0.5 ? 1 : abs(all - all.rounded())
        }
        return grid * ((least...most).min { distance($0) < distance($1) } ?? most)
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
