import SoundFonts

/// What General MIDI 2 means by controllers 71–78, for fonts that have no modulators of their own for them.
///
/// The controllers are offsets, 64 does nothing. MIDI leaves the reach open; here it is, at both ends: resonance 24 dB,
/// release and decay 8 times longer or shorter, attack 32 times, brightness four octaves of the cut-off, vibrato an
/// octave faster or slower, 50 cents deeper or down to none, its delay 8 times. Times of no length at all are taken as
/// 10 ms (the delay: 30 ms) before they are made longer.
enum SoundControllers {
    static func apply(
        _ state: UnsafePointer<ChannelState>, to values: UnsafeMutablePointer<Float>, unless heard: ControllerSet
    ) {
        func offset(_ number: Int) -> Float {
            let value = state.pointee.controllers[number]
            if value == 64 || heard.contains(UInt8(number)) { return 0 }
            return (Float(value) - 64) / (value < 64 ? 64 : 63)
        }
        func stretch(_ time: Generator, _ number: Int, cents: Float, least: Float) {
            let share = offset(number)
            if share == 0 { return }
            values[time] = (share > 0 ? max(least, values[time]) : values[time]) + share * cents
        }
        values[.filterResonance] += 240 * offset(71)
        stretch(.volumeEnvelopeRelease, 72, cents: 3_600, least: -8_000)
        stretch(.volumeEnvelopeAttack, 73, cents: 6_000, least: -8_000)
        values[.filterCutoff] += 4_800 * offset(74)
        stretch(.volumeEnvelopeDecay, 75, cents: 3_600, least: -8_000)
        values[.vibratoLFOFrequency] += 1_200 * offset(76)
        let depth = offset(77)
        if depth > 0 { values[.vibratoLFOToPitch] += 50 * depth }
        if depth < 0 {
            values[.vibratoLFOToPitch] = max(
                min(0, values[.vibratoLFOToPitch]), values[.vibratoLFOToPitch] + 50 * depth)
        }
        stretch(.vibratoLFODelay, 78, cents: 3_600, least: -6_000)
    }
}
