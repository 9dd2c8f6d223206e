import DSP

#if canImport(Glibc)
    import Glibc
#endif

/// Every drum's modes at the loudest stroke, ready to be copied into a voice.
final class DrumTable {
    /// Where a key's modes lie, and how it is placed.
    struct Entry {
        var first = 0
        /// Groups; none where the map has no drum.
        var count = 0
        var attackFrames = 1
        var placement: (left: Float, right: Float, width: Float) = (1, 1, 0)
    }

    let bank: PartialBank
    /// For each lane its octaves above 500 Hz, which velocity's tilt multiplies.
    let tilt: UnsafeMutablePointer<Float>
    /// The most groups of a drum.
    let groupsPerVoice: Int
    private let entries: UnsafeMutablePointer<Entry>

    init(sampleRate: Double) {
        let lanes = PartialBank.lanes
        entries = .allocate(capacity: 128)
        entries.initialize(repeating: Entry(), count: 128)
        var drums: [(key: Int, partials: [PartialBank.Partial])] = []
        var (total, most) = (0, 1)
        for key in 0..<128 {
            guard let voice = DrumVoice(key: key) else { continue }
            let partials = voice.partials(sampleRate: sampleRate)
            let count = (partials.count + lanes - 1) / lanes
            entries[key] = Entry(
                first: total, count: count, attackFrames: voice.attackFrames(sampleRate: sampleRate),
                placement: voice.placement)
            drums.append((key, partials))
            total += count
            most = max(most, count)
        }
        groupsPerVoice = most
        bank = PartialBank(capacity: max(1, total))
        tilt = .allocate(capacity: max(1, total) * lanes)
        tilt.initialize(repeating: 0, count: max(1, total) * lanes)
        for (key, partials) in drums {
            let first = entries[key].first
            for (index, partial) in partials.enumerated() {
                bank.set(partial, group: first, lane: index)
                let frequency = abs(partial.omega) * sampleRate / (2 * .pi)
                tilt[first * lanes + index] = Float(max(0, log2(frequency / 500)))
            }
        }
    }

    deinit {
        tilt.deallocate()
        entries.deallocate()
    }

    subscript(key: Int) -> Entry { entries[min(max(key, 0), 127)] }
}
