import DSP

/// Finds out which notes a score plays, under which program and bank, and how long they are held.
///
/// An instrument that makes no sound is played the whole score through the synthesizer's own rules, so that General
/// MIDI, GS and XG, drum parts, mono modes and everything else decide as they will when it sounds.
final class NoteCensus: Instrument {
    /// A note, the frame of its first stroke, and the most frames that keys and pedals hold it for; the greatest
    /// number when that cannot be told.
    struct TimedUse {
        var frame: Int
        var use: NoteUse
        var longest: Int
    }

    /// A note that is held: which use it is and when it was struck.
    private struct Held {
        var use: Int
        var start: Int
    }

    private var states = [(bank: UInt16, program: UInt8, isPercussion: Bool)](repeating: (0, 0, false), count: 32)
    private var seen: [NoteUse: Int] = [:]
    private var uses: [TimedUse] = []
    private var frame = 0
    /// By channel and key the notes whose keys are down, the oldest first.
    private var down = [[Held]](repeating: [], count: 32 * 128)
    /// By channel the notes that pedals may hold, and whether a pedal is down. Which notes the sostenuto pedal holds is
    /// not looked into.
    private var pedalled = [[Held]](repeating: [], count: 32)
    private var isPedalDown = [Bool](repeating: false, count: 32)

    /// Every different note of a score once, in the order of their first strokes.
    static func uses(of sequencer: ScoreSequencer) -> [TimedUse] {
        let census = NoteCensus()
        let synthesizer = Synthesizer(
            sampleRate: sequencer.sampleRate, melodic: census, percussion: census, reverb: .off, chorus: false)
        for event in sequencer.events {
            census.frame = event.frame
            synthesizer.handle(event.event)
        }
        // What is never let go sounds as long as there is sound.
        for held in census.down.joined() { census.uses[held.use].longest = .max }
        for held in census.pedalled.joined() { census.uses[held.use].longest = .max }
        return census.uses
    }

    var activeVoices: Int { 0 }

    func noteOn(channel: Int, key: Int, velocity: Int, glide: Glide?) {
        // A slide from above reads its sample faster than its key says.
        let place = use(channel, key, velocity)
        if glide != nil { uses[place].longest = .max }
        down[slot(channel, key)].append(Held(use: place, start: frame))
    }

    func noteOff(channel: Int, key: Int, velocity: Int) {
        let slot = slot(channel, key)
        if !down[slot].isEmpty { letGo(down[slot].removeFirst(), channel & 31) }
    }

    /// Where the note goes on in its sample at the new key's pitch is not followed: both may need all.
    func legato(channel: Int, from: Int, to: Int, velocity: Int, glide: Glide?) {
        let struck = use(channel, to, velocity)
        uses[struck].longest = .max
        let (old, new) = (slot(channel, from), slot(channel, to))
        for held in down[old] { uses[held.use].longest = .max }
        let moved = down[old]
        down[old] = []
        down[new] += moved + [Held(use: struck, start: frame)]
    }

    func channelChanged(_ channel: Int, to state: ChannelState, because change: ChannelChange) {
        let channel = channel & 31
        switch change {
        case .program, .everything: states[channel] = (state.bank, state.program, state.isPercussion)
        default: break
        }
        switch change {
        case .controller(64), .controller(66), .everything:
            isPedalDown[channel] = state.damperLift > 0 || state.sostenuto >= 64
            guard !isPedalDown[channel] else { return }
            for held in pedalled[channel] { close(held) }
            pedalled[channel] = []
        default: break
        }
    }

    func releaseAll(channel: Int) {
        for key in 0..<128 {
            let slot = slot(channel, key)
            for held in down[slot] { letGo(held, channel & 31) }
            down[slot] = []
        }
    }

    func silence(channel: Int) {
        releaseAll(channel: channel)
        for held in pedalled[channel & 31] { close(held) }
        pedalled[channel & 31] = []
    }

    func render(adding to: MixBus, frames: Int) {}

    private func slot(_ channel: Int, _ key: Int) -> Int { (channel & 31) << 7 | key & 127 }

    private func use(_ channel: Int, _ key: Int, _ velocity: Int) -> Int {
        let state = states[channel & 31]
        let use = NoteUse(
            bank: state.bank, program: state.program, isPercussion: state.isPercussion, key: UInt8(key & 127),
            velocity: UInt8(velocity & 127))
        if let known = seen[use] { return known }
        seen[use] = uses.count
        uses.append(TimedUse(frame: frame, use: use, longest: 0))
        return uses.count - 1
    }

    private func letGo(_ held: Held, _ channel: Int) {
        if isPedalDown[channel] { pedalled[channel].append(held) } else { close(held) }
    }

    private func close(_ held: Held) { uses[held.use].longest = max(uses[held.use].longest, frame - held.start) }
}
