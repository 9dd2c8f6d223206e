/// How strongly a note is drawn.
enum LoudnessBand: Int, CaseIterable {
    case soft, medium, loud

    /// Bands of MIDI velocity, about piano, mezzo and forte.
    init(velocity: UInt8) {
        self = velocity < 50 ? .soft : velocity < 85 ? .medium : .loud
    }

    var opacity: String {
        switch self {
        case .soft: ".5"
        case .medium: ".75"
        case .loud: "1"
        }
    }
}
