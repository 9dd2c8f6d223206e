import DSP
import SoundFonts

#if canImport(Glibc)
    import Glibc
#endif

extension SoundFontVoicePool {
    /// What a send of 100 % to the reverb amounts to on the bus: so much that a controller 91 at 40, which is 6.3 %,
    /// gives sampled sounds the same share of the room as the computed piano.
    static let reverbScale: Float = 8.8
    /// The same for the chorus: a controller 93 at 127, which is 20 %, gives one 3 dB louder than the direct sound, as
    /// in FluidSynth.
    static let chorusScale: Float = 5
    /// Centibels: what a zone can raise the sound by, 250 × 0.4, and so the most that a sum with modulators can.
    static let leastAttenuation: Float = -100
    /// Centibels and cents of the filter that the soft pedal takes away.
    static let softAttenuation: Float = 25
    static let softCutoff: Float = 1_200

    /// Computes all that depends on generators, controllers and modulators; for a new voice its envelopes too.
    func evaluate(_ slot: Int, with memory: VoiceScratch) {
        let voice = voices + slot
        let region = voice.pointee.region
        let state = UnsafePointer(channels + Int(voice.pointee.channel))
        let values = memory.values
        for index in 0..<60 {
            values[index] = state.pointee.adjusted(generator: index, value: region.pointee.generators[index])
        }
        let input = ModulatorInput(
            state: state, key: voice.pointee.soundingKey, struckKey: voice.pointee.key,
            velocity: voice.pointee.velocity, curves: .passUnretained(curves), links: memory.links)
        input.add(region.pointee.modulators, count: Int(region.pointee.modulatorCount), to: values)
        SoundControllers.apply(state, to: values, unless: region.pointee.listens)
        if state.pointee.isPercussion {
            let drum = state.pointee.drumKeys[Int(voice.pointee.key & 127)]
            ToneParameter.cutoff.add(drum.cutoff, to: values)
            ToneParameter.resonance.add(drum.resonance, to: values)
            ToneParameter.attack.add(drum.attack, to: values)
            ToneParameter.decay.add(drum.decay, to: values)
        }
        values[.attenuation] += voice.pointee.softness * Self.softAttenuation
        values[.filterCutoff] -= voice.pointee.softness * Self.softCutoff
        place(voice, values, state)
        tune(voice, values, state)
        setFilter(voice, values)
        setOscillators(voice, values)
        setEnvelopes(voice, values)
        if voice.pointee.isUncontrolled { begin(voice, values) }
        voice.pointee.isDirty = false
    }

    /// Sets the frame that the sample begins with where modulators move it, as velocity may do.
    private func begin(_ voice: UnsafeMutablePointer<SoundFontVoice>, _ values: UnsafeMutablePointer<Float>) {
        func moved(_ generator: Generator) -> Float {
            values[generator] - voice.pointee.region.pointee.generators[Int(generator.rawValue)]
        }
        let frames = moved(.startAddressOffset) + 32_768 * moved(.startAddressCoarseOffset)
        if frames >= 1, frames < 1e9 {
            voice.pointee.playhead = SamplePlayhead(voice.pointee.sample, start: Int(frames))
        }
    }

    /// Level, pan and sends.
    ///
    /// Panning keeps the power: the gains are the cosine and sine of a quarter turn, 0.707 each in the centre and 1
    /// on one side, as in FluidSynth; the specification names no law.
    private func place(
        _ voice: UnsafeMutablePointer<SoundFontVoice>, _ values: UnsafeMutablePointer<Float>,
        _ state: UnsafePointer<ChannelState>
    ) {
        var (drumGain, drumReverb, drumChorus) = (Float(1), Float(1), Float(1))
        if state.pointee.isPercussion {
            let drum = state.pointee.drumKeys[Int(voice.pointee.key & 127)]
            (drumGain, drumReverb) = (drum.gain, Float(drum.reverbSend) / 127)
            drumChorus = Float(drum.chorusSend) / 127
            if drum.pan > 0 {
                values[.pan] += (Float(drum.pan) - 64) * (500.0 / 63) - voice.pointee.region.pointee.pan
            }
        }
        let attenuation = min(1_440, max(Self.leastAttenuation, values[.attenuation]))
        let level = gain * drumGain * FastExponential.amplitude(centibels: attenuation)
        let angle = (min(500, max(-500, values[.pan])) + 500) * (Float.pi / 2_000)
        let reverb = min(1_000, max(0, values[.reverbSend])) / 1_000 * Self.reverbScale * drumReverb
        let chorus = min(1_000, max(0, values[.chorusSend])) / 1_000 * Self.chorusScale * drumChorus
        voice.pointee.place = SIMD4(
            level * max(0, cosf(angle)), level * sinf(angle), level * reverb, level * chorus)
        voice.pointee.oscillatorToVolume = values[.modulationLFOToVolume]
    }

    private func tune(
        _ voice: UnsafeMutablePointer<SoundFontVoice>, _ values: UnsafeMutablePointer<Float>,
        _ state: UnsafePointer<ChannelState>
    ) {
        let region = voice.pointee.region
        let key = Float(voice.pointee.soundingKey)
        let scale = values[.scaleTuning]
        var cents = scale * (key - region.pointee.rootKey) + region.pointee.correction
        cents += values[.coarseTune] * 100 + values[.fineTune] + Float(state.pointee.tuning * 100)
        cents += state.pointee.keyTuning[Int(voice.pointee.soundingKey)] * scale / 100
        voice.pointee.cents = cents
        voice.pointee.vibratoToPitch = values[.vibratoLFOToPitch]
        voice.pointee.oscillatorToPitch = values[.modulationLFOToPitch]
        voice.pointee.envelopeToPitch = values[.modulationEnvelopeToPitch]
        voice.pointee.pitchIsStale = true
    }

    private func setFilter(_ voice: UnsafeMutablePointer<SoundFontVoice>, _ values: UnsafeMutablePointer<Float>) {
        voice.pointee.cutoff = values[.filterCutoff]
        voice.pointee.resonance = min(960, max(0, values[.filterResonance]))
        voice.pointee.oscillatorToCutoff = values[.modulationLFOToFilterCutoff]
        voice.pointee.envelopeToCutoff = values[.modulationEnvelopeToFilterCutoff]
        // Above 20 kHz and without resonance the filter does nothing (section 8.1.3, generator 8).
        voice.pointee.filters =
            voice.pointee.filters || voice.pointee.cutoff < 13_500 || voice.pointee.resonance > 0
            || voice.pointee.oscillatorToCutoff != 0 || voice.pointee.envelopeToCutoff < 0
        voice.pointee.filterIsStale = true
    }

    private func setOscillators(
        _ voice: UnsafeMutablePointer<SoundFontVoice>, _ values: UnsafeMutablePointer<Float>
    ) {
        let modulation = step(values[.modulationLFOFrequency])
        let vibrato = step(values[.vibratoLFOFrequency])
        if voice.pointee.isUncontrolled {
            voice.pointee.modulationOscillator = VoiceOscillator(
                delay: frames(values[.modulationLFODelay]), step: modulation)
            voice.pointee.vibratoOscillator = VoiceOscillator(
                delay: frames(values[.vibratoLFODelay]), step: vibrato)
        } else {
            voice.pointee.modulationOscillator.step = modulation
            voice.pointee.vibratoOscillator.step = vibrato
        }
    }

    private func setEnvelopes(_ voice: UnsafeMutablePointer<SoundFontVoice>, _ values: UnsafeMutablePointer<Float>) {
        let fromMiddle = 60 - Float(voice.pointee.soundingKey)
        let decay = frames(values[.volumeEnvelopeDecay] + fromMiddle * values[.keyToVolumeEnvelopeDecay])
        let sustain = values[.volumeEnvelopeSustain]
        let release = max(
            frames(values[.volumeEnvelopeRelease]), VolumeEnvelope.shortestRelease * Float(sampleRate))
        if voice.pointee.isUncontrolled {
            let hold = frames(values[.volumeEnvelopeHold] + fromMiddle * values[.keyToVolumeEnvelopeHold])
            voice.pointee.startFrame = position + Int(frames(values[.volumeEnvelopeDelay]).rounded())
            voice.pointee.volume = VolumeEnvelope(
                attack: FastExponential.power(min(8_000, values[.volumeEnvelopeAttack]) / 1_200) * Float(sampleRate),
                hold: hold, decay: decay, sustain: sustain)
            voice.pointee.modulation = ModulationEnvelope(
                delay: frames(values[.modulationEnvelopeDelay]), attack: frames(values[.modulationEnvelopeAttack]),
                hold: frames(values[.modulationEnvelopeHold] + fromMiddle * values[.keyToModulationEnvelopeHold]),
                decay: frames(values[.modulationEnvelopeDecay] + fromMiddle * values[.keyToModulationEnvelopeDecay]),
                sustain: 1 - values[.modulationEnvelopeSustain] / 1_000)
        } else {
            if decay != voice.pointee.volumeDecay || sustain != voice.pointee.volumeSustain {
                voice.pointee.decayIsStale = true
            }
            if release != voice.pointee.volumeRelease, voice.pointee.isLetGo {
                voice.pointee.volumeReleasePending = true
            }
        }
        voice.pointee.volumeDecay = decay
        voice.pointee.volumeSustain = sustain
        voice.pointee.volumeRelease = release
        voice.pointee.modulationRelease = frames(values[.modulationEnvelopeRelease])
    }

    /// Frames of a time in timecents; −12,000, the least and the default, is none at all.
    private func frames(_ timecents: Float) -> Float {
        timecents <= -12_000 ? 0 : FastExponential.power(min(8_000, timecents) / 1_200) * Float(sampleRate)
    }

    /// Periods a frame of a frequency in absolute cents.
    private func step(_ cents: Float) -> Float {
        min(0.25, 8.175_799 * FastExponential.power(min(13_500, max(-16_000, cents)) / 1_200) / Float(sampleRate))
    }
}

extension UnsafeMutablePointer<Float> {
    /// The value of a generator in a table of all.
    @inline(__always)
    subscript(generator: Generator) -> Float {
        get { self[Int(generator.rawValue)] }
        nonmutating set { self[Int(generator.rawValue)] = newValue }
    }
}
