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

    /// The first frames of a note that is struck, and held or let go at a frame.
    package func record(key: Int, velocity: Int, frames: Int, release: Int? = nil) -> StereoBuffer {
        let instrument = make(sampleRate)
        var state = ChannelState()
        state.volume = 127
        instrument.channelChanged(0, to: state, because: .everything)
        instrument.noteOn(channel: 0, key: key, velocity: velocity)
        let block = MixBuffer(capacity: 2048)
        var sound = StereoBuffer(frames: frames, sampleRate: sampleRate)
        var done = 0
        while done < frames {
            var count = min(2048, frames - done)
            if let release, done <= release {
                if done == release { instrument.noteOff(channel: 0, key: key, velocity: 64) }
                if done < release { count = min(count, release - done) }
            }
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

    /// How fast a damper ends a note, in decibels a second beyond those that it falls by itself.
    func damping(key: Int) -> Double {
        let (release, step) = (Int(0.6 * sampleRate), Int(0.01 * sampleRate))
        let frames = release + Int(0.6 * sampleRate)
        let held = record(key: key, velocity: 96, frames: frames)
        let damped = record(key: key, velocity: 96, frames: frames, release: release)
        // A line through the origin, over the range in which notes end for the ear.
        var (products, squares) = (0.0, 0.0)
        for start in stride(from: release, to: frames - step, by: step) {
            let range = start..<start + step
            let fall = held.level(range) - damped.level(range)
            if fall > 45 { break }
            let time = (Double(start - release) + 0.5 * Double(step)) / sampleRate
            products += time * fall
            squares += time * time
        }
        return squares > 0 && products > 0 ? products / squares : 1
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

    /// Decibels a second that it falls over a range: a line through levels of tenths of a second, which starts at a
    /// given level if there is one.
    func decay(_ range: Range<Int>, from origin: Double? = nil) -> Double {
        let step = Int(0.1 * sampleRate)
        let range = range.clamped(to: 0..<frames)
        var points: [(time: Double, level: Double)] = []
        for start in stride(from: range.lowerBound, to: range.upperBound - step + 1, by: step) {
            let level = self.level(start..<start + step)
            let time = (Double(start - range.lowerBound) + 0.5 * Double(step)) / sampleRate
            if level > -120 { points.append((time, level)) }
        }
        guard points.count >= 3 else { return 60 }
        var centre = (time: 0.0, level: origin ?? 0)
        if origin == nil {
            for point in points {
                centre.time += point.time / Double(points.count)
                centre.level += point.level / Double(points.count)
            }
        }
        var (covariance, variance) = (0.0, 0.0)
        for point in points {
            covariance += (point.time - centre.time) * (point.level - centre.level)
            variance += (point.time - centre.time) * (point.time - centre.time)
        }
        return -covariance / variance
    }
}
