import DSP

#if canImport(Glibc)
    import Glibc
#endif

/// Strings whose dampers are off: they answer softly to all that the piano plays.
///
/// Resonators driven by the piano's own sound, in the manner of Zambon, Lehtonen and Bank (DAFx-08): eight partials a
/// key in the lower half, where they are heard, four above. A key's strings are open while the key is down, caught by
/// the sostenuto pedal or freed by the damper pedal; those beyond the last damper always are. Half pedal opens all in
/// part. Strings are tuned at rest: they do not follow the pitch wheel.
final class SympatheticStrings {
    private static let lowest = 21
    private static let keys = 88
    /// Keys, counted from the lowest, that have eight resonators.
    private static let deepKeys = 36
    private static let lanes = 8 * deepKeys + 4 * (keys - deepKeys)
    /// Amplitude that a string reaches in a second of resonance, relative to what drives it.
    private static let coupling = 0.05

    private let bank: ResonatorBank
    private let sampleRate: Double
    private let heldCounts: UnsafeMutablePointer<Int>
    private let openness: UnsafeMutablePointer<Float>
    private let angles: UnsafeMutablePointer<(omega: Double, decay: Double, damping: Double)>
    private var pedal: Float = 0
    private(set) var isRinging = false
    private var position = 0
    /// Whether anything drove the strings in this quantum.
    private var isDriven = false

    init(sampleRate: Double) {
        self.sampleRate = sampleRate
        bank = ResonatorBank(capacity: Self.lanes / ResonatorBank.lanes)
        heldCounts = .allocate(capacity: Self.keys)
        heldCounts.initialize(repeating: 0, count: Self.keys)
        openness = .allocate(capacity: Self.keys)
        openness.initialize(repeating: 0, count: Self.keys)
        angles = .allocate(capacity: Self.lanes)
        for index in 0..<Self.keys {
            let key = Double(Self.lowest + index)
            for (n, lane) in Self.lanes(of: index).enumerated() {
                let frequency = PianoStrings.frequency(key, partial: n + 1)
                // A string that is shaken, not struck, moves in both directions and loses what the struck one does
                // late, and a little more.
                let decay = PianoStrings.nepers(
                    2 * PianoPartials.lateDecay(key, partial: n + 1, frequency: frequency))
                let damping = Self.hasDamper(index) ? log(1000) / PianoStrings.damperTime(key) : 0
                let isAudible = frequency < 0.45 * sampleRate
                (angles + lane).initialize(
                    to: (
                        omega: isAudible ? 2 * .pi * frequency / sampleRate : 0, decay: decay / sampleRate,
                        damping: damping / sampleRate
                    ))
            }
            update(index)
        }
    }

    deinit {
        heldCounts.deallocate()
        openness.deallocate()
        angles.deallocate()
    }

    private static func lanes(of index: Int) -> Range<Int> {
        let first = 8 * min(index, deepKeys) + 4 * max(0, index - deepKeys)
        return first..<first + (index < deepKeys ? 8 : 4)
    }

    private static func hasDamper(_ index: Int) -> Bool { lowest + index <= PianoStrings.lastDamper }

    /// A key goes down, or the sostenuto pedal catches it.
    func open(_ key: Int) { hold(key, by: 1) }

    /// What `open` did is undone.
    func close(_ key: Int) { hold(key, by: -1) }

    /// The pedal lifts the dampers of all strings, 0…1.
    func setPedal(_ lift: Float) {
        guard lift != pedal else { return }
        pedal = lift
        for index in 0..<Self.keys { update(index) }
    }

    /// Ends all resonance.
    func still() {
        for group in 0..<bank.capacity { bank.still(group: group) }
        isRinging = false
    }

    private func hold(_ key: Int, by change: Int) {
        let index = key - Self.lowest
        guard index >= 0, index < Self.keys else { return }
        heldCounts[index] = max(0, heldCounts[index] + change)
        update(index)
    }

    private func update(_ index: Int) {
        let open = heldCounts[index] > 0 || !Self.hasDamper(index) ? 1 : pedal
        guard open != openness[index] else { return }
        openness[index] = open
        let closed = Double((1 - open) * (1 - open))
        for (n, lane) in Self.lanes(of: index).enumerated() {
            let angle = angles[lane]
            let input = angle.omega > 0 ? Double(open) * Self.coupling / sampleRate / Double(n + 1).squareRoot() : 0
            bank.set(
                lane: lane, omega: angle.omega, decay: angle.decay + closed * angle.damping, input: input)
        }
    }

    /// Listens to one bus and adds the answer to another.
    ///
    /// - Parameter isPlaying: false promises that `source` is silent.
    func render(hearing source: MixBus, adding to: MixBus, frames: Int, isPlaying: Bool) {
        defer { position += frames }
        guard isPlaying || isRinging else { return }
        let quantum = PartialVoicePool.quantum
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * quantum) { scratch in
            guard let drive = scratch.baseAddress else { return }
            var done = 0
            while done < frames {
                let count = min(frames - done, quantum - (position + done) % quantum)
                var loudest: Float = 0
                for frame in 0..<count {
                    drive[frame] = 0.5 * (source.left[done + frame] + source.right[done + frame])
                    loudest = max(loudest, abs(drive[frame]))
                }
                if loudest > 0 { (isRinging, isDriven) = (true, true) }
                // Strings that are still and hear silence stay still: leaving them out changes no sample.
                if isRinging { answer(drive, to: to.advanced(by: done), frames: count) }
                done += count
                if (position + done) % quantum == 0 { rest() }
            }
        }
    }

    /// Runs all resonators, damped or not, in one call: that costs less than finding out which could be left out.
    private func answer(_ drive: UnsafeMutablePointer<Float>, to: MixBus, frames: Int) {
        let (real, imaginary) = (drive + PartialVoicePool.quantum, drive + 2 * PartialVoicePool.quantum)
        bank.render(
            group: 0, count: bank.capacity, drive: drive, real: real, imaginary: imaginary, frames: frames)
        for frame in 0..<frames {
            to.left[frame] += real[frame] + 0.5 * imaginary[frame]
            to.right[frame] += real[frame] - 0.5 * imaginary[frame]
        }
        if let reverb = to.reverb { for frame in 0..<frames { reverb[frame] += real[frame] } }
    }

    /// Strings that nobody hears and nothing drives need no more work.
    private func rest() {
        defer { isDriven = false }
        guard isRinging, !isDriven else { return }
        for group in 0..<bank.capacity where bank.peak(group: group) >= PartialVoicePool.inaudible { return }
        still()
    }
}
