import DSP

#if canImport(Glibc)
    import Glibc
#endif

/// Records single notes of an instrument, each on a new one, so that nothing of another note is in it.
package struct NoteRecorder {
    package let sampleRate: Double
    package let make: (Double) -> any Instrument

    /// Makes a recorder of the instruments that `make` makes for a sample rate.
    package init(sampleRate: Double, make: @escaping (Double) -> any Instrument) {
        self.sampleRate = sampleRate
        self.make = make
    }

    /// The first frames of a note that is struck and held.
    package func record(key: Int, velocity: Int, frames: Int) -> StereoBuffer {
        let instrument = make(sampleRate)
        var state = ChannelState()
        state.volume = 127
        instrument.channelChanged(0, to: state, because: .everything)
        instrument.noteOn(channel: 0, key: key, velocity: velocity)
        let block = MixBuffer(capacity: 2048)
        var sound = StereoBuffer(frames: frames, sampleRate: sampleRate)
        var done = 0
        while done < frames {
            let count = min(2048, frames - done)
            block.bus.clear(frames: count)
            FlushToZero.during { instrument.render(adding: block.bus, frames: count) }
            for frame in 0..<count {
                sound.left[done + frame] = block.bus.left[frame]
                sound.right[done + frame] = block.bus.right[frame]
            }
            done += count
        }
        return sound
    }

    /// The greatest magnitude of a note, which is near its start; of the mean of both channels if it is to be mono.
    func peak(key: Int, velocity: Int, isStereo: Bool) -> Float {
        let sound = record(key: key, velocity: velocity, frames: Int(0.4 * sampleRate))
        func largest(_ samples: [Float]) -> Float { samples.reduce(0) { max($0, abs($1)) } }
        return isStereo ? max(largest(sound.left), largest(sound.right)) : largest(sound.mono)
    }

    /// The level of a note's first half second in decibels.
    func level(key: Int, velocity: Int) -> Double {
        let frames = Int(0.5 * sampleRate)
        return record(key: key, velocity: velocity, frames: frames).level(0..<frames)
    }
}

extension StereoBuffer {
    /// The mean level of both channels in decibels of full scale; −200 for silence.
    func level(_ range: Range<Int>) -> Double {
        let range = range.clamped(to: 0..<frames)
        var sum = 0.0
        for frame in range {
            let (l, r) = (Double(left[frame]), Double(right[frame]))
            sum += l * l + r * r
        }
        return 10 * log10(max(1e-20, sum / Double(2 * max(1, range.count))))
    }

    /// Decibels a second that it falls between two frames: a line through levels of tenths of a second.
    func decay(_ range: Range<Int>) -> Double {
        let step = Int(0.1 * sampleRate)
        let range = range.clamped(to: 0..<frames)
        var points: [(time: Double, level: Double)] = []
        for start in stride(from: range.lowerBound, to: range.upperBound - step + 1, by: step) {
            let level = self.level(start..<start + step)
            if level > -120 { points.append((Double(start) / sampleRate, level)) }
        }
        guard points.count >= 3 else { return 60 }
        var mean = (time: 0.0, level: 0.0)
        for point in points {
            mean.time += point.time / Double(points.count)
            mean.level += point.level / Double(points.count)
        }
        var (covariance, variance) = (0.0, 0.0)
        for point in points {
            covariance += (point.time - mean.time) * (point.level - mean.level)
            variance += (point.time - mean.time) * (point.time - mean.time)
        }
        return -covariance / variance
    }
}
