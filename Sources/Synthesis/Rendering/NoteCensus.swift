import DSP

/// Finds out which notes a score plays, under which program and bank.
///
/// An instrument that makes no sound is played the whole score through the synthesizer's own rules, so that General
/// MIDI, GS and XG, drum parts, mono modes and everything else decide as they will when it sounds.
final class NoteCensus: Instrument {
    /// A note, and the frame of its first stroke.
    struct TimedUse {
        var frame: Int
        var use: NoteUse
    }

    private var states = [(bank: UInt16, program: UInt8, isPercussion: Bool)](repeating: (0, 0, false), count: 32)
    private var seen: Set<NoteUse> = []
    private var uses: [TimedUse] = []
    private var frame = 0

    /// Every different note of a score once, in the order of their first strokes.
    static func uses(of sequencer: ScoreSequencer) -> [TimedUse] {
        let census = NoteCensus()
        let synthesizer = Synthesizer(
            sampleRate: sequencer.sampleRate, melodic: census, percussion: census, reverb: .off, chorus: false)
        for event in sequencer.events {
            census.frame = event.frame
            synthesizer.handle(event.event)
        }
        return census.uses
    }

    var activeVoices: Int { 0 }

    func noteOn(channel: Int, key: Int, velocity: Int, glide: Glide?) {
        let state = states[channel & 31]
        let use = NoteUse(
            bank: state.bank, program: state.program, isPercussion: state.isPercussion, key: UInt8(key & 127),
            velocity: UInt8(velocity & 127))
        if seen.insert(use).inserted { uses.append(TimedUse(frame: frame, use: use)) }
    }

    func channelChanged(_ channel: Int, to state: ChannelState, because change: ChannelChange) {
        guard change == .program || change == .everything else { return }
        states[channel & 31] = (state.bank, state.program, state.isPercussion)
    }

    func noteOff(channel: Int, key: Int, velocity: Int) {}
    func releaseAll(channel: Int) {}
    func silence(channel: Int) {}
    func render(adding to: MixBus, frames: Int) {}
}
