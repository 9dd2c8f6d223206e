/// A rule by which a controller moves a generator (SoundFont 2.04, section 8.2 and 9.5).
///
/// Its output is `amount` · source · amount source, each mapped to 0…1 or −1…1, and is added to the destination.
public struct Modulator: Sendable, Hashable {
    /// What moves it.
    public var source: Source
    /// What it moves.
    public var destination: Destination
    /// The output, in units of the destination, when both sources are at 1.
    public var amount: Int32
    /// What scales it; `.none` is always 1.
    public var amountSource: Source
    /// What is done with the product.
    public var transform: Transform

    /// Makes a modulator.
    public init(
        source: Source, destination: Destination, amount: Int32, amountSource: Source = .none,
        transform: Transform = .linear
    ) {
        self.source = source
        self.destination = destination
        self.amount = amount
        self.amountSource = amountSource
        self.transform = transform
    }

    /// Where the output goes.
    public enum Destination: Sendable, Hashable {
        /// It is added to a generator.
        case generator(Generator)
        /// It is the source of the modulator at this index of the same region's list, which comes later in the list.
        case modulator(Int)
    }

    /// What is done with the product of sources and amount.
    public enum Transform: UInt16, Sendable, Hashable {
        case linear = 0
        /// The magnitude.
        case absolute = 2
    }

    /// A controller and how it is mapped.
    public struct Source: Sendable, Hashable {
        /// What is read.
        public var controller: Controller
        /// How it runs from one end to the other.
        public var curve: Curve
        /// Mapped to −1…1 instead of 0…1.
        public var isBipolar: Bool
        /// From the greatest to the least as the controller rises.
        public var isDescending: Bool

        /// Makes a source.
        public init(
            _ controller: Controller, curve: Curve = .linear, isBipolar: Bool = false, isDescending: Bool = false
        ) {
            self.controller = controller
            self.curve = curve
            self.isBipolar = isBipolar
            self.isDescending = isDescending
        }

        /// No controller: the source is 1.
        public static let none = Source(.none)
    }

    /// What a modulator reads.
    public enum Controller: Sendable, Hashable {
        /// Always 1.
        case none
        /// The velocity of the stroke.
        case velocity
        /// The key.
        case key
        /// Polyphonic pressure.
        case keyPressure
        /// Channel pressure.
        case channelPressure
        /// The pitch wheel, 14 bits.
        case pitchWheel
        /// The pitch wheel's range in semitones.
        case pitchWheelSensitivity
        /// The sum of the modulators whose destination is this one.
        case link
        /// A MIDI controller, 0…127.
        case midi(UInt8)
    }

    /// The shape of a mapping.
    public enum Curve: UInt16, Sendable, Hashable {
        case linear = 0
        case concave = 1
        case convex = 2
        case `switch` = 3
    }
}
