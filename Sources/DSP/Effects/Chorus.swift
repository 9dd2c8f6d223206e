import CKernels

#if canImport(Glibc)
    import Glibc
#endif

/// A chorus: four copies of a mono signal, each a little late and drifting in pitch, spread over two channels.
///
/// The copies' delays swing by sines of slightly different rates, up to 13 cents of detuning, so that the pattern does
/// not repeat; they are read between samples by third-order Lagrange interpolation. Delays move in straight lines over
/// quanta of 64 frames without a step, so nothing clicks. All memory is taken at the start; `process` neither allocates
/// nor locks.
public final class Chorus {
    /// Frames over which a delay moves in a straight line.
    private static let quantum = 64
    /// Mean delay and swing in seconds, rate in hertz and phase in turns of each copy, and its gains.
    private static let copies:
        [(delay: Double, depth: Double, rate: Double, phase: Double, left: Float, right: Float)] =
            [
                (0.0093, 0.0026, 0.37, 0.75, 0.7, 0.14), (0.0118, 0.0028, 0.41, 0, 0.14, 0.7),
                (0.0147, 0.0031, 0.33, 0.5, 0.62, 0.34), (0.0179, 0.0029, 0.29, 0.25, 0.34, 0.62),
            ]

    private struct Copy {
        var delay: Int64  // frames with 32 bits of fraction
        var step: Int64
        var cosine: Double
        var sine: Double
        let turnCosine: Double
        let turnSine: Double
        let mean: Double
        let depth: Double
        let left: Float
        let right: Float
    }

    private let state: UnsafeMutablePointer<Copy>
    private let storage: UnsafeMutablePointer<Float>
    private let capacity: Int
    /// Frames before the newest that may still be heard.
    private let history: Int
    private let sampleRate: Double
    private var write: Int
    private var phase = 0
    private var framesToSilence = 0

    /// Makes a chorus.
    public init(sampleRate: Double) {
        self.sampleRate = sampleRate
        let longest = Self.copies.map { $0.delay + $0.depth }.max() ?? 0
        history = Int(longest * sampleRate) + Self.quantum + 4
        capacity = 5 * history
        storage = .allocate(capacity: capacity)
        storage.initialize(repeating: 0, count: capacity)
        state = .allocate(capacity: Self.copies.count)
        write = history
        for index in Self.copies.indices { (state + index).initialize(to: Self.start(index, sampleRate)) }
    }

    deinit {
        storage.deallocate()
        state.deallocate()
    }

    private static func start(_ index: Int, _ sampleRate: Double) -> Copy {
        let copy = copies[index]
        let turn = 2 * Double.pi * copy.rate * Double(quantum) / sampleRate
        let (mean, depth) = (copy.delay * sampleRate, copy.depth * sampleRate)
        let angle = 2 * Double.pi * copy.phase
        return Copy(
            delay: Int64((mean + depth * sin(angle)) * 0x1p32), step: 0, cosine: cos(angle), sine: sin(angle),
            turnCosine: cos(turn), turnSine: sin(turn), mean: mean, depth: depth, left: copy.left, right: copy.right)
    }

    /// Whether nothing is left to hear.
    public var isSilent: Bool { framesToSilence == 0 }

    /// Adds the chorus of `input` to both channels.
    ///
    /// Each frame depends only on the frames before it, never on how they were divided into calls, and what comes in
    /// at one time as the sum of several inputs goes out as the sum of what they would give alone.
    public func process(
        input: UnsafePointer<Float>, gain: Float, left: UnsafeMutablePointer<Float>,
        right: UnsafeMutablePointer<Float>, frames: Int
    ) {
        var done = 0
        while done < frames {
            let count = min(frames - done, Self.quantum - phase)
            var sounding = count
            while sounding > 0, input[done + sounding - 1] == 0 { sounding -= 1 }
            if phase == 0 { swing() }
            if sounding > 0 || framesToSilence > 0 {
                render(input + done, gain: gain, left: left + done, right: right + done, frames: count)
            }
            framesToSilence = max(0, (sounding > 0 ? history + sounding : framesToSilence) - count)
            for index in 0..<Self.copyCount { state[index].delay += state[index].step * Int64(count) }
            phase = (phase + count) % Self.quantum
            done += count
        }
    }

    /// Frames within one quantum.
    private func render(
        _ input: UnsafePointer<Float>, gain: Float, left: UnsafeMutablePointer<Float>,
        right: UnsafeMutablePointer<Float>, frames: Int
    ) {
        if write + frames > capacity {
            storage.update(from: storage + (write - history), count: history)
            write = history
        }
        (storage + write).update(from: input, count: frames)
        for index in 0..<Self.copyCount {
            let copy = state + index
            ck_tap_add(
                storage + write, copy.pointee.delay, copy.pointee.step, gain * copy.pointee.left,
                gain * copy.pointee.right, left, right, Int32(frames))
        }
        write += frames
    }

    private static let copyCount = 4

    /// Sets where each delay goes in the next quantum.
    private func swing() {
        for index in 0..<Self.copyCount {
            let copy = state + index
            let (c, s) = (copy.pointee.cosine, copy.pointee.sine)
            copy.pointee.cosine = c * copy.pointee.turnCosine - s * copy.pointee.turnSine
            copy.pointee.sine = s * copy.pointee.turnCosine + c * copy.pointee.turnSine
            let target = Int64((copy.pointee.mean + copy.pointee.depth * copy.pointee.sine) * 0x1p32)
            copy.pointee.step = (target - copy.pointee.delay) / Int64(Self.quantum)
        }
    }

    /// Forgets all sound and begins anew.
    public func reset() {
        storage.update(repeating: 0, count: capacity)
        write = history
        phase = 0
        framesToSilence = 0
        for index in 0..<Self.copyCount { state[index] = Self.start(index, sampleRate) }
    }
}
