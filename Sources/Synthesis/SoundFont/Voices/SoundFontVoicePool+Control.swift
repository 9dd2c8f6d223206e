import DSP

extension SoundFontVoicePool {
    /// What happens at the start of a quantum and where an event breaks one: envelopes and oscillators go on, pitch
    /// and filter follow.
    @inline(__always)
    func control(_ slot: Int, at frame: Int32, with memory: VoiceScratch) {
        let voice = voices + slot
        if voice.pointee.isUncontrolled {
            voice.pointee.isUncontrolled = false
        } else {
            let start = voice.pointee.controlStart
            let elapsed = frame > start ? frame - start : Int32(SoundFontVoice.quantum) - start + frame
            voice.pointee.modulation.advance(elapsed)
            voice.pointee.modulationOscillator.advance(elapsed)
            voice.pointee.vibratoOscillator.advance(elapsed)
            if voice.pointee.glide != 0 { slide(voice, elapsed) }
        }
        voice.pointee.controlStart = frame
        // Flags are written only when they change: events read them, perhaps on another thread.
        if voice.pointee.needsControl { voice.pointee.needsControl = false }
        if voice.pointee.isDirty { evaluate(slot, with: memory) }
        if voice.pointee.modulationReleasePending {
            voice.pointee.modulationReleasePending = false
            if voice.pointee.isLetGo {
                voice.pointee.modulation.letGo(frames: voice.pointee.modulationRelease)
            } else {
                voice.pointee.modulation.resume()
            }
        }
        let oscillator = voice.pointee.modulationOscillator.value
        let envelope = voice.pointee.modulation.value
        let isMoving = voice.pointee.modulation.isMoving
        if voice.pointee.pitchIsStale || voice.pointee.vibratoToPitch != 0 || voice.pointee.oscillatorToPitch != 0
            || (isMoving && voice.pointee.envelopeToPitch != 0)
        {
            let cents =
                voice.pointee.cents + voice.pointee.glide
                + voice.pointee.vibratoToPitch * voice.pointee.vibratoOscillator.value
                + voice.pointee.oscillatorToPitch * oscillator + voice.pointee.envelopeToPitch * envelope
            voice.pointee.ratio =
                voice.pointee.region.pointee.rateRatio * Double(FastExponential.power(cents / 1_200))
            voice.pointee.pitchIsStale = isMoving && voice.pointee.envelopeToPitch != 0
        }
        if voice.pointee.filters {
            let cents =
                voice.pointee.cutoff + voice.pointee.oscillatorToCutoff * oscillator
                + voice.pointee.envelopeToCutoff * envelope
            // Less than a cent is not worth new coefficients.
            if voice.pointee.filterIsStale || abs(cents - voice.pointee.filterCents) >= 1 {
                voice.pointee.filterCents = cents
                setFilter(slot, cents: cents, at: frame)
            }
            if voice.pointee.filterIsStale { voice.pointee.filterIsStale = false }
        }
    }

    private func slide(_ voice: UnsafeMutablePointer<SoundFontVoice>, _ frames: Int32) {
        let change = voice.pointee.glideStep * Float(frames)
        let left = voice.pointee.glide - change
        voice.pointee.glide = left * voice.pointee.glide <= 0 ? 0 : left
        voice.pointee.pitchIsStale = true
    }

    private func setFilter(_ slot: Int, cents: Float, at frame: Int32) {
        guard !voices[slot].isMuted else { return }
        let frequency = 8.175_799 * FastExponential.power(min(13_500, max(1_500, cents)) / 1_200)
        filters.set(
            slot, cutoff: Double(frequency), resonance: Double(voices[slot].resonance) / 10,
            immediately: voices[slot].filterIsNew, offset: Int(frame))
        voices[slot].filterIsNew = false
    }

    /// Lays the line of the gains from a frame of the quantum to its end, or to the next corner of the envelope.
    ///
    /// - Parameter origin: the pool's frame that the quantum starts with.
    @inline(__always)
    func setGains(_ slot: Int, at frame: Int32, origin: Int) {
        let voice = voices + slot
        if voice.pointee.needsGains { voice.pointee.needsGains = false }
        let quantum = Int32(SoundFontVoice.quantum)
        if voice.pointee.isNew {
            let wait = voice.pointee.startFrame - (origin + Int(frame))
            if wait > 0 {
                voice.pointee.gainStart = frame
                voice.pointee.gainEnd = wait < Int(quantum - frame) ? frame + Int32(wait) : quantum
                return
            }
            voice.pointee.isNew = false
        } else if frame == voice.pointee.gainEnd || frame == 0 {
            voice.pointee.gains = voice.pointee.targets
        } else {
            let elapsed = frame - voice.pointee.gainStart
            voice.pointee.gains += voice.pointee.steps * Float(elapsed)
            voice.pointee.volume.rewind()
            voice.pointee.volume.advance(elapsed)
        }
        if voice.pointee.decayIsStale {
            voice.pointee.decayIsStale = false
            voice.pointee.volume.setDecay(frames: voice.pointee.volumeDecay, sustain: voice.pointee.volumeSustain)
        }
        if voice.pointee.volumeReleasePending { release(voice) }
        var end = quantum
        let corner = voice.pointee.volume.framesToCorner
        if corner < Float(quantum - frame) { end = frame + max(1, Int32(corner.rounded(.up))) }
        voice.pointee.volume.mark()
        voice.pointee.volume.advance(end - frame)
        var level = voice.pointee.volume.level
        if voice.pointee.oscillatorToVolume != 0 {
            level *= FastExponential.amplitude(
                centibels: -voice.pointee.oscillatorToVolume * voice.pointee.modulationOscillator.value)
        }
        if voice.pointee.state == .fading {
            voice.pointee.fade = max(
                0, voice.pointee.fade - Float(end - frame) / Float(Self.fadeSeconds * sampleRate))
            level *= voice.pointee.fade
        }
        let targets = voice.pointee.place * level
        let steps = (targets - voice.pointee.gains) * (1 / Float(end - frame))
        voice.pointee.targets = targets
        voice.pointee.steps = steps
        voice.pointee.gainStart = frame
        voice.pointee.gainEnd = end
        if voice.pointee.isMuted {
            mixer.setLine(slot, base: .zero, step: .zero)
        } else {
            mixer.setLine(slot, base: voice.pointee.gains - steps * Float(frame), step: steps)
        }
    }

    /// Starts the volume envelope's release, changes its speed, or ends it where a pedal has caught the voice.
    ///
    /// Under a half-pressed pedal dampers only brush: the release is slowed by the square of what is left of their
    /// weight, as the piano here does it. Sounds without dampers are released at their full speed, wherever the pedal
    /// is by now: for them it is a switch that was looked at when they were let go.
    private func release(_ voice: UnsafeMutablePointer<SoundFontVoice>) {
        voice.pointee.volumeReleasePending = false
        if voice.pointee.isChoked {
            let time = Float(Self.chokeSeconds * sampleRate)
            voice.pointee.volume.letGo(frames: min(time, voice.pointee.volumeRelease))
        } else if voice.pointee.isLetGo {
            let weight = voice.pointee.region.pointee.rings ? 1 - lift(voice) : 1
            voice.pointee.volume.letGo(frames: voice.pointee.volumeRelease, share: weight * weight)
        } else {
            voice.pointee.volume.resume()
        }
    }
}
