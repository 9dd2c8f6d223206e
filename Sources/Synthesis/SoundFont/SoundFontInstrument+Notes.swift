import DSP
import SoundFonts

extension SoundFontInstrument {
    /// Strikes a key: every region that answers becomes a voice. A velocity of 0 does nothing.
    public func noteOn(channel: Int, key: Int, velocity: Int, glide: Glide?) {
        guard (0..<Self.channelCount).contains(channel), (0..<128).contains(key), velocity > 0 else { return }
        let index = presets[channel]
        guard index >= 0 else { return }
        guard let preset = library.published(index) else {
            missedRegions += 1
            return
        }
        notes &+= 1
        preset._withUnsafeGuaranteedRef { preset in
            start(preset, channel: channel, key: key, velocity: min(127, velocity), glide: glide)
        }
    }

    private func start(_ preset: PreparedPreset, channel: Int, key: Int, velocity: Int, glide: Glide?) {
        for index in 0..<preset.count where preset.regions[index].answers(key: key, velocity: velocity) {
            let bits = preset.samples[index].load(ordering: .acquiring)
            guard let pointer = UnsafeRawPointer(bitPattern: bits) else {
                missedRegions += 1
                continue
            }
            let sample = Unmanaged<PlayableSample>.fromOpaque(pointer)._withUnsafeGuaranteedRef { $0.handle }
            let region = UnsafePointer(preset.regions + index)
            let exclusive = region.pointee.exclusiveClass
            if exclusive != 0 { pool.choke(channel: channel, exclusiveClass: exclusive, sparing: notes) }
            guard let slot = pool.claim(note: notes, filters: region.pointee.filters) else { continue }
            let voice = pool.voices + slot
            voice.initialize(
                to: SoundFontVoice(
                    region: region, sample: sample,
                    playhead: SamplePlayhead(sample)))
            voice.pointee.state = .sounding
            voice.pointee.channel = UInt8(channel)
            voice.pointee.isMuted = isMuted
            voice.pointee.note = notes
            voice.pointee.keyIsDown = true
            voice.pointee.key = UInt8(key)
            voice.pointee.soundingKey = region.pointee.sounding(key: UInt8(key))
            let fixed = region.pointee.fixedVelocity
            voice.pointee.velocity = UInt8(fixed >= 0 ? min(127, Int(fixed)) : velocity)
            let soft = pool.channels[channel].soft
            if soft >= 64, !region.pointee.listens.contains(67) { voice.pointee.softness = Float(soft) / 127 }
            if let glide { slide(voice, from: glide.fromKey, seconds: glide.seconds) }
            pool.evaluate(slot, with: pool.scratch[0])
            pool.loudness[slot] = voice.pointee.audibility
        }
    }

    /// Lets a key go: the oldest note on it that is still held. Pedals may go on holding it.
    public func noteOff(channel: Int, key: Int, velocity: Int) {
        guard (0..<Self.channelCount).contains(channel), (0..<128).contains(key) else { return }
        var oldest = UInt64.max
        pool.forEachActive { slot in
            let voice = pool.voices + slot
            if voice.pointee.isHeld(channel: channel, key: key) { oldest = min(oldest, voice.pointee.note) }
        }
        guard oldest != .max else { return }
        pool.forEachActive { slot in
            let voice = pool.voices + slot
            guard voice.pointee.note == oldest, voice.pointee.isHeld(channel: channel, key: key) else { return }
            voice.pointee.keyIsDown = false
            letGoUnlessHeld(slot)
        }
    }

    /// Retunes the notes of a key, if the regions that play it reach to the new key; else lets go and strikes.
    public func legato(channel: Int, from: Int, to: Int, velocity: Int, glide: Glide?) {
        guard (0..<Self.channelCount).contains(channel), (0..<128).contains(from), (0..<128).contains(to) else {
            return
        }
        var (held, reaching) = (0, 0)
        pool.forEachActive { slot in
            let voice = pool.voices + slot
            guard voice.pointee.isHeld(channel: channel, key: from) else { return }
            held += 1
            let region = voice.pointee.region.pointee
            if to >= Int(region.lowestKey) && to <= Int(region.highestKey) { reaching += 1 }
        }
        guard held > 0, held == reaching else {
            noteOff(channel: channel, key: from, velocity: 64)
            noteOn(channel: channel, key: to, velocity: velocity, glide: glide)
            return
        }
        pool.forEachActive { slot in
            let voice = pool.voices + slot
            guard voice.pointee.isHeld(channel: channel, key: from) else { return }
            voice.pointee.key = UInt8(to)
            voice.pointee.soundingKey = voice.pointee.region.pointee.sounding(key: UInt8(to))
            voice.pointee.isDirty = true
            voice.pointee.glide = 0
            if let glide { slide(voice, from: glide.fromKey, seconds: glide.seconds) }
        }
    }

    /// Lets all keys of a channel go; pedals still hold what they hold.
    public func releaseAll(channel: Int) {
        pool.forEachActive { slot in
            let voice = pool.voices + slot
            guard Int(voice.pointee.channel) == channel, voice.pointee.keyIsDown else { return }
            voice.pointee.keyIsDown = false
            letGoUnlessHeld(slot)
        }
    }

    /// Ends all sound of a channel within a few milliseconds.
    public func silence(channel: Int) {
        pool.forEachActive { slot in
            if Int(pool.voices[slot].channel) == channel { pool.fade(slot) }
        }
    }

    /// Follows the sustain and the sostenuto pedal.
    ///
    /// Sounds that ring (`PlayableRegion.rings`) have dampers: a pedal part of the way down slows their release, and one
    /// that is pressed while they are dying away catches what is left, as on a piano. For all others the pedal is the
    /// switch that MIDI 1.0 makes it, on from 64, and what has been let go stays so: a chord of strings caught in its
    /// long release would sound into the next.
    func followPedals(_ channel: Int) {
        let state = pool.channels + channel
        let isDown = state.pointee.sostenuto >= 64
        let isPressed = isDown && sostenuto >> UInt32(channel) & 1 == 0
        if isDown { sostenuto |= 1 << UInt32(channel) } else { sostenuto &= ~(1 << UInt32(channel)) }
        pool.forEachActive { slot in
            let voice = pool.voices + slot
            guard Int(voice.pointee.channel) == channel, voice.pointee.state == .sounding else { return }
            if isPressed, voice.pointee.keyIsDown { voice.pointee.isSostenutoHeld = true }
            if !isDown { voice.pointee.isSostenutoHeld = false }
            if voice.pointee.isLetGo {
                guard !voice.pointee.isChoked, voice.pointee.region.pointee.rings else { return }
                if state.pointee.damperLift >= 1 {
                    pool.catchAgain(slot)
                } else {
                    // The dampers' weight has changed.
                    voice.pointee.volumeReleasePending = true
                    voice.pointee.needsGains = true
                }
            } else {
                letGoUnlessHeld(slot)
            }
        }
    }

    private func letGoUnlessHeld(_ slot: Int) {
        let voice = pool.voices + slot
        guard !voice.pointee.keyIsDown, !voice.pointee.isSostenutoHeld else { return }
        if pool.lift(voice) < 1 { pool.letGo(slot) }
    }

    private func slide(_ voice: UnsafeMutablePointer<SoundFontVoice>, from key: Double, seconds: Double) {
        guard seconds > 0, key.isFinite else { return }
        let scale = voice.pointee.region.pointee.generators[Int(Generator.scaleTuning.rawValue)]
        let cents = Float(key - Double(voice.pointee.key)) * scale
        voice.pointee.glide = cents
        voice.pointee.glideStep = cents / max(1, Float(seconds * pool.sampleRate))
    }
}
