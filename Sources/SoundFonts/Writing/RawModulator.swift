extension SoundFontDraft {
    /// A modulator as its five words stand in a font (SoundFont 2.04, section 7.4).
    public struct RawModulator: Sendable, Hashable {
        /// `sfModSrcOper`: what moves it.
        public var source: UInt16
        /// `sfModDestOper`: a generator's number, or 0x8000 and the place of the modulator it feeds.
        public var destination: UInt16
        /// `modAmount`: the output when both sources are at 1.
        public var amount: Int16
        /// `sfModAmtSrcOper`: what scales it.
        public var amountSource: UInt16
        /// `sfModTransOper`: 0 linear, 2 the magnitude.
        public var transform: UInt16

        /// Makes a modulator of words, sensible or not.
        public init(source: UInt16, destination: UInt16, amount: Int16, amountSource: UInt16 = 0, transform: UInt16 = 0)
        {
            self.source = source
            self.destination = destination
            self.amount = amount
            self.amountSource = amountSource
            self.transform = transform
        }

        /// Makes a modulator that moves a generator.
        public init(
            _ source: Modulator.Source, _ destination: Generator, amount: Int16,
            amountSource: Modulator.Source = .none, transform: Modulator.Transform = .linear
        ) {
            self.init(
                source: source.bits, destination: UInt16(destination.rawValue), amount: amount,
                amountSource: amountSource.bits, transform: transform.rawValue)
        }

        /// Makes a modulator that feeds another of the same zone, whose source is `.link`.
        public init(
            _ source: Modulator.Source, feeding place: Int, amount: Int16, amountSource: Modulator.Source = .none,
            transform: Modulator.Transform = .linear
        ) {
            self.init(
                source: source.bits, destination: 0x8000 | UInt16(truncatingIfNeeded: place & 0x7FFF),
                amount: amount, amountSource: amountSource.bits, transform: transform.rawValue)
        }
    }
}

extension Modulator.Source {
    /// The sixteen bits that stand for it in a font (SoundFont 2.04, section 8.2).
    public var bits: UInt16 {
        let index: UInt16
        switch controller {
        case .none: index = 0
        case .velocity: index = 2
        case .key: index = 3
        case .keyPressure: index = 10
        case .channelPressure: index = 13
        case .pitchWheel: index = 14
        case .pitchWheelSensitivity: index = 16
        case .link: index = 127
        case .midi(let number): index = 0x80 | UInt16(number & 0x7F)
        }
        return index | (isDescending ? 0x100 : 0) | (isBipolar ? 0x200 : 0) | curve.rawValue << 10
    }
}
