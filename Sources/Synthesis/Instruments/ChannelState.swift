#if canImport(Glibc)
    import Glibc
#endif

/// What one MIDI channel has been told: controllers, wheel, pressure, tuning, program.
public struct ChannelState: Sendable {
    /// Controllers 0…127, as last received.
    public var controllers: InlineArray<128, UInt8>
    /// Pitch wheel, −8192…8191.
    public var pitchBend: Int16 = 0
    /// Semitones that the wheel reaches (RPN 0).
    public var bendRange: Double = 2
    /// The registered parameter that data entry (CC 6) sets; 0x3FFF is none.
    public var registeredParameter: UInt16 = 0x3FFF
    /// Channel pressure, 0…127.
    public var pressure: UInt8 = 0
    /// Pressure of each key, 0…127.
    public var keyPressure = InlineArray<128, UInt8>(repeating: 0)
    /// Program, 0…127.
    public var program: UInt8 = 0
    /// The bank of a SoundFont that the program is taken from; 128 holds drum kits.
    public var bank: UInt16 = 0
    /// Whether the channel is a drum part.
    public var isPercussion = false
    /// Semitones by which all keys are off: master tuning, RPN 1 and 2, MPE's shared wheel.
    public var tuning: Double = 0
    /// Cents by which each key is off equal temperament (MIDI Tuning Standard, GS scale tuning).
    public var keyTuning = InlineArray<128, Float>(repeating: 0)
    /// Cents of vibrato at the full modulation wheel (RPN 5).
    public var modulationDepth: Double = 50
    /// What NRPNs add to each generator of a SoundFont, in the generator's units.
    public var generatorOffsets = InlineArray<60, Float>(repeating: 0)
    /// What stands in place of each generator of a SoundFont, in the generator's units, as the AWE32's NRPNs have it;
    /// NaN leaves the font's own value. `adjusted(generator:value:)` puts this and the offsets together.
    public var generatorOverrides = InlineArray<60, Float>(repeating: .nan)
    /// Level, place and sends of each key of a drum part.
    public var drumKeys = InlineArray<128, DrumKey>(repeating: DrumKey())

    /// The state after a reset (GM 2; RP-015 for the sound controllers).
    public init() {
        controllers = InlineArray(repeating: 0)
        volume = 100
        expression = 127
        pan = 64
        reverbSend = 40
        for number in 70...79 { controllers[number] = 64 }
    }

    /// Volume (CC 7), 0…127.
    public var volume: UInt8 {
        get { controllers[7] }
        set { controllers[7] = newValue }
    }
    /// Expression (CC 11), 0…127.
    public var expression: UInt8 {
        get { controllers[11] }
        set { controllers[11] = newValue }
    }
    /// Pan (CC 10): 0 left, 64 centre, 127 right.
    public var pan: UInt8 {
        get { controllers[10] }
        set { controllers[10] = newValue }
    }
    /// Sustain pedal (CC 64), 0…127, with half pedal in between.
    public var sustain: UInt8 {
        get { controllers[64] }
        set { controllers[64] = newValue }
    }
    /// Sostenuto pedal (CC 66), down from 64.
    public var sostenuto: UInt8 {
        get { controllers[66] }
        set { controllers[66] = newValue }
    }
    /// Soft pedal (CC 67), down from 64.
    public var soft: UInt8 {
        get { controllers[67] }
        set { controllers[67] = newValue }
    }
    /// Reverb send (CC 91), 0…127; 40 is what General MIDI starts with.
    public var reverbSend: UInt8 {
        get { controllers[91] }
        set { controllers[91] = newValue }
    }
    /// Chorus send (CC 93), 0…127.
    public var chorusSend: UInt8 {
        get { controllers[93] }
        set { controllers[93] = newValue }
    }

    /// The value of a SoundFont's generator once the channel's NRPNs have had their say.
    ///
    /// - Parameters:
    ///   - generator: the generator's number, 0…59.
    ///   - value: the font's value.
    public func adjusted(generator: Int, value: Float) -> Float {
        let override = generatorOverrides[generator]
        return (override.isNaN ? value : override) + generatorOffsets[generator]
    }

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

    /// How much goes to the chorus, 1.41 at the most: the chorus is then 3 dB louder than the direct sound.
    public var chorusAmount: Float { Float(chorusSend) / 90 }

    /// The frequency ratio of wheel and tuning for a key.
    public func pitchRatio(key: Int) -> Float {
        let semitones = Double(pitchBend) / 8192 * bendRange + tuning + Double(keyTuning[key & 127]) / 100
        return semitones == 0 ? 1 : Float(exp2(semitones / 12))
    }

    /// How far the sustain pedal lifts the dampers, 0…1: dampers begin to leave the strings at a third of the way
    /// and are clear of them at three quarters, in between they brush (half pedal).
    public var damperLift: Float { min(1, max(0, (Float(sustain) - 40) / 56)) }
}

/// Which part of a channel's state changed.
public enum ChannelChange: Sendable, Equatable {
    /// A controller, 0…127.
    case controller(UInt8)
    /// Pitch wheel or its range.
    case pitchBend
    /// Tuning of the channel or of keys.
    case tuning
    /// Channel pressure.
    case pressure
    /// Pressure of a key.
    case keyPressure(UInt8)
    /// What NRPNs add to generators, or the depth of the modulation wheel.
    case generators
    /// Program, bank, or whether it is a drum part.
    case program
    /// Everything, as after a reset.
    case everything
}
