/// All that moves a channel's pitch but the wheel.
struct ChannelTuning {
    /// RPN 1, −100…100 cents.
    var fine = 0.0
    /// RPN 2, −64…63 semitones.
    var coarse = 0.0
    /// Semitones by which a message for the part shifts it (GS "pitch key shift", XG "note shift").
    var shift = 0.0
    /// Cents by which such a message detunes it.
    var detune = 0.0
    /// Hertz by which such a message raises all keys alike (GS "pitch offset fine", XG "detune"), so that two parts
    /// beat at the same speed everywhere.
    var hertz = 0.0
    /// Cents of each note of the octave (MIDI Tuning Standard, scale/octave tuning; GS scale tuning).
    var scale = InlineArray<12, Float>(repeating: 0)
    /// Semitones of each key of a drum part.
    var drumSemitones = InlineArray<128, Int8>(repeating: 0)
    /// Cents of each key of a drum part, besides.
    var drumCents = InlineArray<128, Int8>(repeating: 0)
    /// The tuning program and bank (RPN 3 and 4).
    var program: UInt8 = 0
    var bank: UInt8 = 0
    /// Whether one was chosen: until then drum parts keep their pitch whatever program 0 is tuned to.
    var isChosen = false
}
