#if canImport(Glibc)
    import Glibc
#endif

/// What the controllers of one MIDI channel say.
public struct ChannelState: Sendable, Equatable {
    /// Volume (CC 7), 0…127.
    public var volume: UInt8 = 100
    /// Expression (CC 11), 0…127.
    public var expression: UInt8 = 127
    /// Pan (CC 10): 0 left, 64 centre, 127 right.
    public var pan: UInt8 = 64
    /// Sustain pedal (CC 64), 0…127, with half pedal in between.
    public var sustain: UInt8 = 0
    /// Sostenuto pedal (CC 66), down from 64.
    public var sostenuto: UInt8 = 0
    /// Soft pedal (CC 67), down from 64.
    public var soft: UInt8 = 0
    /// Reverb send (CC 91), 0…127; 40 is what General MIDI starts with.
    public var reverbSend: UInt8 = 40
    /// Bank (CC 0 and CC 32), recorded for instruments that have banks.
    public var bank: UInt16 = 0
    /// Program, 0…127.
    public var program: UInt8 = 0
    /// Pitch wheel, −8192…8191.
    public var pitchBend: Int16 = 0
    /// Semitones that the wheel reaches (RPN 0).
    public var bendRange: Double = 2
    /// The registered parameter that data entry (CC 6) sets; 0x3FFF is none.
    public var registeredParameter: UInt16 = 0x3FFF

    /// The state after a reset.
    public init() {}

    /// Amplitude from volume and expression: squares, 40·log₁₀(x/127) dB, as General MIDI recommends.
    public var gain: Float {
        let level = Float(volume) / 127 * Float(expression) / 127
        return level * level
    }

    /// Gains of left and right: constant power, 1 and 1 in the centre.
    public var balance: (left: Float, right: Float) {
        let position = Float(max(1, pan) - 1) / 126
        let angle = Float.pi / 2 * position
        let root = Float(2).squareRoot()
        return (cosf(angle) * root, sinf(angle) * root)
    }

    /// How much goes to the reverb, 1 at the default of CC 91.
    public var send: Float { Float(reverbSend) / 40 }

    /// The frequency ratio of the pitch wheel.
    public var bendRatio: Float {
        pitchBend == 0 ? 1 : Float(exp2(Double(pitchBend) / 8192 * bendRange / 12))
    }

    /// How far the sustain pedal lifts the dampers, 0…1: dampers begin to leave the strings at a third of the way
    /// and are clear of them at three quarters, in between they brush (half pedal).
    public var damperLift: Float { min(1, max(0, (Float(sustain) - 40) / 56)) }
}

/// Which part of a channel's state changed.
public enum ChannelChange: Sendable {
    /// Volume, expression, pan or reverb send.
    case mix
    /// Sustain pedal.
    case sustain
    /// Sostenuto pedal.
    case sostenuto
    /// Soft pedal.
    case soft
    /// Pitch wheel or its range.
    case pitch
    /// Program or bank.
    case program
}
