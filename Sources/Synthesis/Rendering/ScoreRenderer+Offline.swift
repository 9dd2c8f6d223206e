import DSP

#if canImport(Glibc)
    import Glibc
#endif

extension ScoreRenderer {
    /// Seconds after which an automatic tail ends in any case.
    public static let longestTail = 20.0
    /// Decibels under the piece's peak at which an automatic tail ends.
    public static let tailFloor = -66.0

    /// Renders the whole score from its start, tail included.
    ///
    /// The peak is brought to `normalisePeak`; without it the limiter keeps peaks under −1 dBFS. A score without
    /// notes gives silence of its length.
    ///
    /// - Complexity: O(frames × sounding partials) time, 8 bytes a frame.
    public func render() -> StereoBuffer {
        render { _ in }
    }

    /// Renders the whole score as `render()` does, and tells how far it is.
    ///
    /// - Parameter progress: told about every tenth of a second of sound which share of the score is done, tail aside;
    ///   what it throws ends the rendering.
    /// - Complexity: O(frames × sounding partials) time, 8 bytes a frame.
    public func render(progress: (Double) throws -> Void) rethrows -> StereoBuffer {
        // Several threads only here: live blocks must not wait for a pool of workers.
        piano.threads = settings.threads == 0 ? ProcessorCount.value : settings.threads
        defer { piano.threads = 1 }
        seek(toSeconds: 0)
        let fixedTail: Double? = if case .seconds(let seconds) = settings.tail { seconds } else { nil }
        let tailFrames = Int((fixedTail ?? Self.longestTail) * settings.sampleRate)
        var buffer = StereoBuffer(frames: sequencer.endFrame + tailFrames, sampleRate: settings.sampleRate)
        let length = try fill(&buffer, stopEarly: fixedTail == nil, progress: progress)
        if length < buffer.frames {
            buffer.left.removeLast(buffer.frames - length)
            buffer.right.removeLast(buffer.right.count - length)
        }
        if let peak = settings.normalisePeak { buffer.normalise(toPeak: peak) }
        return buffer
    }

    /// Fills a buffer; returns how many frames of it are wanted.
    private func fill(
        _ buffer: inout StereoBuffer, stopEarly: Bool, progress: (Double) throws -> Void
    ) rethrows -> Int {
        let total = buffer.frames
        let limits = settings.normalisePeak == nil
        return try buffer.left.withUnsafeMutableBufferPointer { left in
            try buffer.right.withUnsafeMutableBufferPointer { right in
                guard let left = left.baseAddress, let right = right.baseAddress else { return 0 }
                let block = Int(settings.sampleRate / 10)
                let floor = Decibels.amplitude(Self.tailFloor)
                var (done, peak, quiet) = (0, Float(0), 0)
                while done < total {
                    let count = min(block, total - done)
                    if limits {
                        render(left: left + done, right: right + done, frames: count)
                    } else {
                        renderDry(left: left + done, right: right + done, frames: count)
                    }
                    var loudest: Float = 0
                    for frame in done..<done + count {
                        loudest = max(loudest, max(abs(left[frame]), abs(right[frame])))
                    }
                    peak = max(peak, loudest)
                    done += count
                    try progress(min(1, Double(done) / Double(max(1, sequencer.endFrame))))
                    guard stopEarly, done >= sequencer.endFrame else { continue }
                    // Two quiet blocks, so that a beat's trough does not end the piece.
                    quiet = loudest <= peak * floor ? quiet + 1 : 0
                    if peak == 0 || quiet >= 2 { return peak == 0 ? sequencer.endFrame : done }
                }
                if stopEarly { Self.fadeOut(left, right, frames: done, over: Int(settings.sampleRate)) }
                return done
            }
        }
    }

    /// A tail that reached its limit is faded, not cut.
    private static func fadeOut(
        _ left: UnsafeMutablePointer<Float>, _ right: UnsafeMutablePointer<Float>, frames: Int, over length: Int
    ) {
        let start = max(0, frames - length)
        for frame in start..<frames {
            let x = Float(frames - frame) / Float(frames - start)
            left[frame] *= x * x
            right[frame] *= x * x
        }
    }
}
