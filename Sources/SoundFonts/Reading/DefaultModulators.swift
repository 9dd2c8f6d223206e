extension Modulator {
    /// The modulators that every instrument has unless it says otherwise (SoundFont 2.04, section 8.4).
    ///
    /// The specification lists ten; two of them are not taken as they stand:
    ///
    /// - *Velocity to filter cut-off* (8.4.2, −2400 cents) is left out. The editions of the specification disagree
    ///   about it (2.01 has a switch as its second source, 2.04 has none), the cards for which most fonts were made
    ///   did not apply it, and no synthesizer in use does; with it nearly all fonts sound duller than their makers
    ///   heard them. This holds whatever version a font names, since tools write 2.04 for the sake of 24 bits alone.
    ///   A font that wants it puts it into its own modulators or into a `DMOD` chunk.
    /// - *Controller 10 to pan* (8.4.6) has 500 instead of 1000: the source runs from −1 to 1 and the pan from −500 to
    ///   500, so 1000 would reach either side halfway.
    ///
    /// The pitch wheel's destination, which the specification calls initial pitch and has no number for, is
    /// `fineTune`; that is also what fonts put there that replace it.
    public static let defaults: [Modulator] = [
        Modulator(
            source: Source(.velocity, curve: .concave, isDescending: true), destination: .generator(.attenuation),
            amount: 960),
        Modulator(source: Source(.channelPressure), destination: .generator(.vibratoLFOToPitch), amount: 50),
        Modulator(source: Source(.midi(1)), destination: .generator(.vibratoLFOToPitch), amount: 50),
        Modulator(
            source: Source(.midi(7), curve: .concave, isDescending: true), destination: .generator(.attenuation),
            amount: 960),
        Modulator(source: Source(.midi(10), isBipolar: true), destination: .generator(.pan), amount: 500),
        Modulator(
            source: Source(.midi(11), curve: .concave, isDescending: true), destination: .generator(.attenuation),
            amount: 960),
        Modulator(source: Source(.midi(91)), destination: .generator(.reverbSend), amount: 200),
        Modulator(source: Source(.midi(93)), destination: .generator(.chorusSend), amount: 200),
        Modulator(
            source: Source(.pitchWheel, isBipolar: true), destination: .generator(.fineTune), amount: 12_700,
            amountSource: Source(.pitchWheelSensitivity)),
    ]
}
