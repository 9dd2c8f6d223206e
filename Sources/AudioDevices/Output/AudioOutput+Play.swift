import Basics
import CALSA
import Glibc
import Synchronization

extension AudioOutput {
    /// How a playback went.
    public struct Report: Sendable, Hashable {
        /// Frames that the device took.
        public let framesPlayed: Int
        /// How often the device ran dry and was started again.
        public let underruns: Int
        /// Whether a stop was asked for.
        public let wasStopped: Bool

        /// Makes a report.
        public init(framesPlayed: Int, underruns: Int, wasStopped: Bool) {
            self.framesPlayed = framesPlayed
            self.underruns = underruns
            self.wasStopped = wasStopped
        }
    }

    /// Fills two buffers of equal length with the next frames and says how many; fewer than asked for is the end.
    public typealias Source = (
        _ left: UnsafeMutableBufferPointer<Float>, _ right: UnsafeMutableBufferPointer<Float>
    ) -> Int

    /// Plays a source to its end; returns when the last frame has sounded.
    ///
    /// The source runs here, on the calling thread, up to `lead` ahead of the sound, and may allocate and take its
    /// time within that; a thread of its own feeds the device. After a stop it fades out and returns within about
    /// 100 ms, unless the source itself takes longer.
    ///
    /// - Parameters:
    ///   - lead: seconds that the source may be ahead.
    ///   - stop: when raised, by any thread or signal handler, playing ends.
    ///   - shouldStop: asked every few milliseconds, on this thread, between calls of the source; true raises `stop`.
    ///   - progress: told now and then, on this thread, how many frames the device has taken.
    ///   - source: renders at `sampleRate`.
    /// - Throws: ``AudioDeviceError/lost(name:framesPlayed:reason:)`` or
    ///   ``AudioDeviceError/stalled(name:framesPlayed:)``.
    public func play(
        lead: Double = 0.2, stop: StopFlag = StopFlag(), shouldStop: () -> Bool = { false },
        progress: (Int) -> Void = { _ in }, _ source: Source
    ) throws(AudioDeviceError) -> Report {
        let prepared = snd_pcm_prepare(handle)
        if prepared < 0 { throw .lost(name: device, framesPlayed: 0, reason: AudioDeviceError.reason(prepared)) }
        let leadFrames = max(bufferFrames, Int(min(max(lead, 0), 10) * Double(sampleRate)))
        let stream = UnsafeMutablePointer<PlaybackStream>.allocate(capacity: 1)
        stream.initialize(
            to: PlaybackStream(
                device: handle, format: sampleFormat, sampleRate: sampleRate, periodFrames: periodFrames,
                bufferFrames: bufferFrames, leadFrames: leadFrames, stop: stop.pointer))
        defer {
            stream.deinitialize(count: 1)
            stream.deallocate()
        }
        let thread = try startAudioThread(stream)
        render(source, into: stream, stop: stop, shouldStop: shouldStop, progress: progress)
        pthread_join(thread, nil)
        let played = stream.pointee.framesPlayed.load(ordering: .acquiring)
        let failure = stream.pointee.failure.load(ordering: .acquiring)
        progress(played)
        if failure == -ETIMEDOUT { throw .stalled(name: device, framesPlayed: played) }
        if failure != 0 {
            throw .lost(name: device, framesPlayed: played, reason: AudioDeviceError.reason(failure))
        }
        return Report(
            framesPlayed: played, underruns: stream.pointee.underruns.load(ordering: .relaxed),
            wasStopped: stop.isRaised)
    }

    /// Plays two channels of equal length.
    public func play(
        left: [Float], right: [Float], stop: StopFlag = StopFlag(), shouldStop: () -> Bool = { false },
        progress: (Int) -> Void = { _ in }
    ) throws(AudioDeviceError) -> Report {
        var position = 0
        let total = min(left.count, right.count)
        return try play(stop: stop, shouldStop: shouldStop, progress: progress) { leftBlock, rightBlock in
            let count = min(leftBlock.count, total - position)
            for index in 0..<count {
                leftBlock[index] = left[position + index]
                rightBlock[index] = right[position + index]
            }
            position += count
            return count
        }
    }

    /// Keeps the ring full until the audio thread is done.
    private func render(
        _ source: Source, into stream: UnsafeMutablePointer<PlaybackStream>, stop: StopFlag,
        shouldStop: () -> Bool, progress: (Int) -> Void
    ) {
        var left = [Float](repeating: 0, count: periodFrames)
        var right = left
        var interleaved = [Float](repeating: 0, count: periodFrames * 2)
        var hasEnded = false
        var reported = 0
        while !stream.pointee.isFinished.load(ordering: .acquiring) {
            if shouldStop() { stop.raise() }
            if !hasEnded && !stop.isRaised && stream.pointee.ring.writableCount >= interleaved.count {
                let asked = periodFrames
                let given = left.withUnsafeMutableBufferPointer { left in
                    right.withUnsafeMutableBufferPointer { right in source(left, right) }
                }
                let count = min(max(given, 0), asked)
                for index in 0..<count {
                    interleaved[2 * index] = left[index]
                    interleaved[2 * index + 1] = right[index]
                }
                _ = interleaved.withUnsafeBufferPointer { samples in
                    stream.pointee.ring.write(UnsafeBufferPointer(rebasing: samples[..<(2 * count)]))
                }
                if count < asked {
                    hasEnded = true
                    stream.pointee.sourceEnded.store(true, ordering: .releasing)
                }
            } else {
                usleep(2_000)
            }
            let played = stream.pointee.framesPlayed.load(ordering: .relaxed)
            if played - reported >= sampleRate / 10 {
                reported = played
                progress(played)
            }
        }
    }

    /// Starts the thread that feeds the device, with all signals blocked: they are for the other threads.
    private func startAudioThread(
        _ stream: UnsafeMutablePointer<PlaybackStream>
    ) throws(AudioDeviceError) -> pthread_t {
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, audioThreadBody, stream)
        if code != 0 {
            throw .system(name: device, operation: "start its thread", reason: systemReason(of: code))
        }
        // Real-time scheduling where the system grants it; the ring bears the lack of it.
        var priority = sched_param(sched_priority: 10)
        pthread_setschedparam(thread, SCHED_FIFO, &priority)
        return thread
    }
}

/// The body of the audio thread.
private func audioThreadBody(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    pthread_setname_np(pthread_self(), "musicgen-audio")
    context?.assumingMemoryBound(to: PlaybackStream.self).pointee.run()
    return nil
}
