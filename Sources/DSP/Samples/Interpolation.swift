import CKernels

/// How a frame between a sample's frames is computed.
///
/// Noise that each leaves, measured on four tones together (1, 5, 9 and 13 kHz in a sample at 44.1 kHz) and stated in
/// `Documentation/Synthesis.md`. Points beyond two come from least-squares designs: of all kernels of their length
/// they are nearest to a pure delay over the band, with errors weighted with 1/f².
public enum Interpolation: String, Sendable, CaseIterable {
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
