import CKernels

/// How a frame between a sample's frames is computed.
///
/// Points beyond two come from least-squares designs: of all kernels of their length they are nearest to a pure delay
/// over the band, with more weight on low frequencies. They are not bound to hit the sample's own frames. What is left
/// beside the signal, in decibels below it, for four tones together (1, 5, 9 and 13 kHz in a sample at 44.1 kHz) moved
/// by −5, +7 and +12 semitones, and for one of 1 kHz:
///
/// | | −5 | +7 | +12 | 1 kHz |
/// |---|---|---|---|---|
/// | `linear` | 21 | 22 | 87 | 62 |
/// | `cubic` | 29 | 30 | 87 | 77 |
/// | `eight` | 74 | 74 | 87 | 86 |
/// | `sinc` | 105 | 105 | 87 | 121 |
///
/// At +12 every second frame is taken, so that only the sample's level matters.
public enum Interpolation: String, Sendable, Codable, CaseIterable {
    /// A line between two frames.
    case linear
    /// Four points: a symmetric kernel of cubics.
    case cubic
    /// Eight points from a polyphase table.
    case eight
    /// Sixteen points from a polyphase table.
    case sinc

    /// Frames that a value is computed from.
    public var points: Int {
        switch self {
        case .linear: Int(CK_VOICE_LINEAR)
        case .cubic: Int(CK_VOICE_CUBIC)
        case .eight: Int(CK_VOICE_EIGHT)
        case .sinc: Int(CK_VOICE_SINC)
        }
    }
}
