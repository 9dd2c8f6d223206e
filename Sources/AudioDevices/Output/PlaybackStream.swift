import CALSA
import Glibc
import Synchronization

/// What the audio thread works on: the device, the ring it takes samples from, and what it reports.
///
/// The loop and all it calls are `@_noLocks`, so the compiler proves that it neither allocates nor locks nor counts
/// references; only ALSA's own functions and the clock are called. It never writes a message: it leaves counters and
/// an error number, which the other thread reads.
struct PlaybackStream: ~Copyable, @unchecked Sendable {
    static var channelCount: Int {
        @_noLocks get { 2 }
    }
    /// How long nothing may move before the device counts as stalled.
    static var patienceMilliseconds: Int32 {
        @_noLocks get { 5_000 }
    }

    let device: OpaquePointer
    let format: DeviceSampleFormat
    let sampleRate: Int
    let periodFrames: Int
    let bufferFrames: Int
    let ring: SampleRing
    let stop: UnsafeMutablePointer<Atomic<Bool>>
    let floats: UnsafeMutablePointer<Float>
    let bytes: UnsafeMutableRawPointer

    /// Set by the renderer: no more samples will come.
    let sourceEnded = Atomic<Bool>(false)
    /// Set by the audio thread: it is done.
    let isFinished = Atomic<Bool>(false)
    let framesPlayed = Atomic<Int>(0)
    let underruns = Atomic<Int>(0)
    /// ALSA's negative error number, 0 if all is well.
    let failure = Atomic<Int32>(0)

    init(
        device: OpaquePointer, format: DeviceSampleFormat, sampleRate: Int, periodFrames: Int, bufferFrames: Int,
        leadFrames: Int, stop: UnsafeMutablePointer<Atomic<Bool>>
    ) {
        self.device = device
        self.format = format
        self.sampleRate = sampleRate
        self.periodFrames = periodFrames
        self.bufferFrames = bufferFrames
        self.stop = stop
        ring = SampleRing(minimumCapacity: (leadFrames + periodFrames) * PlaybackStream.channelCount)
        let samples = periodFrames * PlaybackStream.channelCount
        floats = .allocate(capacity: samples)
        floats.initialize(repeating: 0, count: samples)
        bytes = .allocate(byteCount: samples * 4, alignment: 16)
    }

    deinit {
        floats.deallocate()
        bytes.deallocate()
    }

    /// The audio thread's life: plays until the source ends, a stop is asked for, or the device fails.
    @_noLocks func run() {
        let fadeFrames = sampleRate / 50
        var fadeLeft = fadeFrames
        while failure.load(ordering: .relaxed) == 0 {
            let isStopping = stop.pointee.load(ordering: .acquiring)
            // Asked before the count: what was written before the end is then seen.
            let hasEnded = sourceEnded.load(ordering: .acquiring)
            let available = ring.readableCount / PlaybackStream.channelCount
            if available < periodFrames && !hasEnded && !isStopping {
                musicgen_sleep(1)
                continue
            }
            var frames = available < periodFrames ? available : periodFrames
            if isStopping && fadeLeft < frames { frames = fadeLeft }
            if frames == 0 { break }
            _ = ring.read(into: floats, count: frames * PlaybackStream.channelCount)
            if isStopping {
                fade(frames, from: fadeLeft, of: fadeFrames)
                fadeLeft -= frames
            }
            format.convert(floats, count: frames * PlaybackStream.channelCount, to: bytes)
            write(frames)
        }
        finish()
        isFinished.store(true, ordering: .releasing)
    }

    /// Turns the volume down evenly: of `whole` frames `left` remain at the first one.
    @_noLocks private func fade(_ frames: Int, from left: Int, of whole: Int) {
        var index = 0
        while index < frames {
            let gain = Float(left - index - 1) / Float(whole)
            floats[2 * index] *= gain
            floats[2 * index + 1] *= gain
            index += 1
        }
    }

    @_noLocks private func write(_ frames: Int) {
        let frameBytes = PlaybackStream.channelCount * format.byteCount
        var done = 0
        var idle: Int32 = 0
        var recoveries = 0
        while done < frames {
            let count = musicgen_pcm_write(device, bytes + done * frameBytes, frames - done)
            if count > 0 {
                done += count
                idle = 0
                framesPlayed.add(count, ordering: .relaxed)
            } else if count == 0 || count == -Int(EAGAIN) {
                let code = musicgen_pcm_wait(device, 100)
                // Ready at once and still no room: a device that cannot be waited for.
                if code > 0 { musicgen_sleep(1) }
                idle += code > 0 ? 1 : 100
                if code < 0 && !recover(code, &recoveries) { return }
                if idle > PlaybackStream.patienceMilliseconds {
                    failure.store(-ETIMEDOUT, ordering: .releasing)
                    return
                }
            } else if !recover(Int32(truncatingIfNeeded: count), &recoveries) {
                return
            }
        }
    }

    /// Brings the device back after an underrun or a suspend; false if it is gone.
    @_noLocks private func recover(_ code: Int32, _ recoveries: inout Int) -> Bool {
        if code == -EPIPE { underruns.add(1, ordering: .relaxed) }
        recoveries += 1
        if recoveries <= 16 && musicgen_pcm_recover(device, code) == 0 { return true }
        failure.store(code, ordering: .releasing)
        return false
    }

    /// Lets the device play what it holds, or drops it where that would take long after a stop.
    @_noLocks private func finish() {
        let isLong = musicgen_pcm_delay(device) > sampleRate / 10
        if failure.load(ordering: .relaxed) != 0 || (stop.pointee.load(ordering: .acquiring) && isLong) {
            _ = musicgen_pcm_drop(device)
            return
        }
        // Without blocking, so that a device that dies now cannot hold us.
        var patience = 1_000 * bufferFrames / sampleRate + 1_000
        while musicgen_pcm_drain(device) == -EAGAIN && patience > 0 {
            musicgen_sleep(5)
            patience -= 5
        }
        _ = musicgen_pcm_drop(device)
    }
}
