import DSP

#if canImport(Glibc)
    import Glibc
#endif

/// Strings whose dampers are off and that nobody struck: they answer softly to the others.
///
/// Four resonators a key, driven by the piano's own sound, in the manner of Zambon, Lehtonen and Bank (DAFx-08). A
/// key's strings are open while the key is down or the pedal lifted; the highest have no dampers, but are too short to
/// answer audibly and are left out.
final class SympatheticStrings {
    private static let lowest = 21
    private static let keys = 68
    private static let partials = 4
    private static let keysPerGroup = PartialBank.lanes / partials
    /// Amplitude that a string reaches in a second of resonance, relative to what drives it.
    private static let coupling = 0.05

    private let bank: ResonatorBank
    private let sampleRate: Double
    private let heldCounts: UnsafeMutablePointer<Int>
    private let openness: UnsafeMutablePointer<Float>
    private let isRinging: UnsafeMutablePointer<Bool>
    private let angles: UnsafeMutablePointer<(omega: Double, decay: Double, damping: Double)>
    private var pedal: Float = 0
    private var ringing = 0
    private var position = 0

    init(sampleRate: Double) {
        self.sampleRate = sampleRate
        let groups = Self.keys / Self.keysPerGroup
        bank = ResonatorBank(capacity: groups)
        heldCounts = .allocate(capacity: Self.keys)
        heldCounts.initialize(repeating: 0, count: Self.keys)
        openness = .allocate(capacity: Self.keys)
        openness.initialize(repeating: 0, count: Self.keys)
        isRinging = .allocate(capacity: groups)
        isRinging.initialize(repeating: false, count: groups)
        angles = .allocate(capacity: Self.keys * Self.partials)
        for index in 0..<Self.keys {
            let key = Double(Self.lowest + index)
            for n in 1...Self.partials {
                let frequency = PianoStrings.frequency(key, partial: n)
                let decay =
                    PianoStrings.nepers(2 * PianoStrings.lateDecay(key)) * PianoStrings.friction(key, partial: n)
                let damping = log(1000) / PianoStrings.damperTime(key)
                let audible = frequency < 0.45 * sampleRate
                (angles + index * Self.partials + n - 1).initialize(
                    to: (
                        omega: audible ? 2 * .pi * frequency / sampleRate : 0, decay: decay / sampleRate,
                        damping: damping / sampleRate
                    ))
            }
        }
    }

    deinit {
        heldCounts.deallocate()
        openness.deallocate()
        isRinging.deallocate()
        angles.deallocate()
    }

    /// A key goes down.
    func keyDown(_ key: Int) { hold(key, by: 1) }

    /// A key goes up.
    func keyUp(_ key: Int) { hold(key, by: -1) }

    /// The pedal lifts the dampers of all strings, 0…1.
    func setPedal(_ lift: Float) {
        guard lift != pedal else { return }
        pedal = lift
        for index in 0..<Self.keys { update(index) }
    }

    /// Ends all resonance.
    func still() {
        for group in 0..<bank.capacity { bank.still(group: group) }
    }

    private func hold(_ key: Int, by change: Int) {
        let index = key - Self.lowest
        guard index >= 0, index < Self.keys else { return }
        heldCounts[index] = max(0, heldCounts[index] + change)
        update(index)
    }

    private func update(_ index: Int) {
        let open = heldCounts[index] > 0 ? 1 : pedal
        guard open != openness[index] else { return }
        openness[index] = open
        let closed = Double((1 - open) * (1 - open))
        for n in 0..<Self.partials {
            let angle = angles[index * Self.partials + n]
            let input = angle.omega > 0 ? Double(open) * Self.coupling / sampleRate / Double(n + 1).squareRoot() : 0
            bank.set(
                lane: index * Self.partials + n, omega: angle.omega, decay: angle.decay + closed * angle.damping,
                input: input)
        }
        let group = index / Self.keysPerGroup
        if open > 0, !isRinging[group] {
            isRinging[group] = true
            ringing += 1
        }
    }

    /// Listens to one bus and adds the answer to another.
    func render(hearing source: MixBus, adding to: MixBus, frames: Int) {
        defer { position += frames }
        guard ringing > 0 else { return }
        let quantum = PartialVoicePool.quantum
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * quantum) { scratch in
            guard let drive = scratch.baseAddress else { return }
            let (real, imaginary) = (drive + quantum, drive + 2 * quantum)
            var done = 0
            while done < frames {
                let count = min(frames - done, quantum - (position + done) % quantum)
                let (left, right) = (source.left + done, source.right + done)
                for frame in 0..<count { drive[frame] = 0.5 * (left[frame] + right[frame]) }
                for group in 0..<bank.capacity where isRinging[group] {
                    bank.render(
                        group: group, count: 1, drive: drive, real: real, imaginary: imaginary, frames: count)
                    let (left, right, send) = (to.left + done, to.right + done, to.reverb + done)
                    for frame in 0..<count {
                        left[frame] += real[frame] + 0.5 * imaginary[frame]
                        right[frame] += real[frame] - 0.5 * imaginary[frame]
                        send[frame] += real[frame]
                    }
                }
                done += count
                if (position + done) % quantum == 0 { retire() }
            }
        }
    }

    /// Groups whose strings are all damped and still need no more work.
    private func retire() {
        for group in 0..<bank.capacity where isRinging[group] {
            var isOpen = false
            for index in group * Self.keysPerGroup..<(group + 1) * Self.keysPerGroup where openness[index] > 0 {
                isOpen = true
            }
            if !isOpen, bank.peak(group: group) < PartialVoicePool.inaudible {
                bank.still(group: group)
                isRinging[group] = false
                ringing -= 1
            }
        }
    }
}
