import SoundFonts

/// What plays a score.
public enum InstrumentChoice: Sendable {
    /// The additive piano, and modal drums on drum parts; programs are ignored.
    case piano
    /// A SoundFont, with the presets that channels ask for, or with one preset (an index) for all of them.
    case soundFont(SoundFont, preset: Int?)
}
