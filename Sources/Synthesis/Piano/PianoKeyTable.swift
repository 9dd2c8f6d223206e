import DSP

#if canImport(Glibc)
    import Glibc
#endif

/// Every key's partials at the loudest stroke, ready to be copied into a voice.
///
/// A partial is two to four oscillators of its own decay: those that fall early, and those that stay (Weinreich's
/// two-stage decay), slightly apart where a key has two or three strings, so that they beat. Groups hold oscillators
/// of like lifetime, the longest-lived first, so that a voice sheds whole groups as it fades.
final class PianoKeyTable {
    /// Where a key's groups lie.
    struct Entry {
        /// The strings' groups.
        var strings: (first: Int, count: Int) = (0, 0)
        /// The knock of the hammer on key bed and soundboard.
        var knock: (first: Int, count: Int) = (0, 0)
        /// The thump of the damper.
        var thump: (first: Int, count: Int) = (0, 0)
    }

    /// The most groups a voice needs: strings, knock and thump.
    private(set) var groupsPerVoice = 0
    let bank: PartialBank
    /// For each lane its octaves above the knee, which velocity's tilt multiplies.
    let tilt: UnsafeMutablePointer<Float>
    /// For each lane −1 if it is of the sound that stays, else 0, which una corda multiplies.
    let aftersound: UnsafeMutablePointer<Float>
    private let entries: UnsafeMutablePointer<Entry>

    init(sampleRate: Double) {
        let keys = (0..<128).map { PianoKeyDesign(key: $0, sampleRate: sampleRate) }
        func groups(_ lanes: Int) -> Int { (lanes + PartialBank.lanes - 1) / PartialBank.lanes }
        let total = keys.reduce(0) { $0 + groups($1.strings.count) + groups($1.knock.count) + groups($1.thump.count) }
        bank = PartialBank(capacity: total)
        tilt = .allocate(capacity: total * PartialBank.lanes)
        tilt.initialize(repeating: 0, count: total * PartialBank.lanes)
        aftersound = .allocate(capacity: total * PartialBank.lanes)
        aftersound.initialize(repeating: 0, count: total * PartialBank.lanes)
        entries = .allocate(capacity: 128)
        entries.initialize(repeating: Entry(), count: 128)
        var next = 0
        for (key, design) in keys.enumerated() {
            entries[key].strings = place(design.strings, at: &next)
            entries[key].knock = place(design.knock, at: &next)
            entries[key].thump = place(design.thump, at: &next)
            let needed = entries[key].strings.count + entries[key].knock.count + entries[key].thump.count
            groupsPerVoice = max(groupsPerVoice, needed)
        }
    }

    deinit {
        tilt.deallocate()
        aftersound.deallocate()
        entries.deallocate()
    }

    subscript(key: Int) -> Entry { entries[min(max(key, 0), 127)] }

    private func place(_ lanes: [PianoKeyDesign.Lane], at next: inout Int) -> (first: Int, count: Int) {
        let first = next
        for (index, lane) in lanes.enumerated() {
            bank.set(lane.partial, group: first, lane: index)
            tilt[first * PartialBank.lanes + index] = Float(lane.octaves)
            aftersound[first * PartialBank.lanes + index] = lane.stays ? -1 : 0
        }
        next += (lanes.count + PartialBank.lanes - 1) / PartialBank.lanes
        return (first, next - first)
    }
}
