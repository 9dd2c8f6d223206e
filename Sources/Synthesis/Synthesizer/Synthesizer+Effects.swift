import DSP

extension Synthesizer {
    /// The room and the chorus that all instruments share.
    ///
    /// The chorus sounds beside the room, not into it. Messages may choose another room and other levels, unless
    /// whoever made the synthesizer has fixed them; all rooms that may be wanted are there from the start, and one that
    /// is left rings out. Nothing here allocates or locks after the initialiser.
    final class Effects {
        private let room: FeedbackDelayNetwork?
        private let hall: FeedbackDelayNetwork?
        private let plate: FeedbackDelayNetwork?
        private let reverbAmount: Float
        private let chorus: Chorus?
        private let chorusAmount: Float
        private let silence: UnsafeMutablePointer<Float>

        private let initialPreset: ReverbPreset
        /// Whether messages may change the reverb and the chorus.
        let follows: (reverb: Bool, chorus: Bool)
        /// The room that is fed now.
        private(set) var preset: ReverbPreset
        /// The decay relative to the preset's.
        private(set) var decay = 1.0
        /// Rooms that have been fed since the start: they go on, if only in silence, so that what they do next does
        /// not depend on what they were fed.
        private var inUse: (room: Bool, hall: Bool, plate: Bool) = (false, false, false)
        private var reverbLevel: GlidingLevel
        private var chorusLevel: GlidingLevel

        init(
            sampleRate: Double, reverb: ReverbPreset, reverbAmount: Double, chorus: Bool, chorusAmount: Double,
            followsMessages: (reverb: Bool, chorus: Bool)
        ) {
            follows = (reverb != .off && followsMessages.reverb, chorus && followsMessages.chorus)
            let fixed = !follows.reverb
            func network(_ preset: ReverbPreset) -> FeedbackDelayNetwork? {
                fixed && reverb != preset ? nil : FeedbackDelayNetwork(preset: preset, sampleRate: sampleRate)
            }
            room = network(.room)
            hall = network(.hall)
            plate = network(.plate)
            self.reverbAmount = Float(reverbAmount)
            self.chorus = chorus ? Chorus(sampleRate: sampleRate) : nil
            self.chorusAmount = Float(chorusAmount)
            silence = .allocate(capacity: Synthesizer.chunk)
            silence.initialize(repeating: 0, count: Synthesizer.chunk)
            initialPreset = reverb
            preset = reverb
            reverbLevel = GlidingLevel(sampleRate: sampleRate)
            chorusLevel = GlidingLevel(sampleRate: sampleRate)
        }

        deinit { silence.deallocate() }

        /// Whether there is a room to send to.
        var hasReverb: Bool { room != nil || hall != nil || plate != nil }

        /// Whether there is a chorus to send to.
        var hasChorus: Bool { chorus != nil }

        /// Whether neither has anything left to hear.
        var isSilent: Bool {
            room?.isSilent ?? true && hall?.isSilent ?? true && plate?.isSilent ?? true && chorus?.isSilent ?? true
        }

        /// Adds what the bus sends to them to its left and right.
        func process(_ bus: MixBus, frames: Int) {
            if let chorus, let sent = bus.chorus {
                chorusLevel.apply(to: sent, frames: frames)
                chorus.process(input: sent, gain: chorusAmount, left: bus.left, right: bus.right, frames: frames)
            }
            guard let sent = bus.reverb else { return }
            reverbLevel.apply(to: sent, frames: frames)
            feed(room, .room, &inUse.room, sent, bus, frames)
            feed(hall, .hall, &inUse.hall, sent, bus, frames)
            feed(plate, .plate, &inUse.plate, sent, bus, frames)
        }

        private func feed(
            _ network: FeedbackDelayNetwork?, _ own: ReverbPreset, _ inUse: inout Bool,
            _ sent: UnsafeMutablePointer<Float>, _ bus: MixBus, _ frames: Int
        ) {
            let isFed = preset == own
            guard let network, isFed || inUse else { return }
            inUse = true
            network.process(
                input: UnsafePointer(isFed ? sent : silence), gain: reverbAmount, left: bus.left, right: bus.right,
                frames: frames)
        }

        private var network: FeedbackDelayNetwork? {
            switch preset {
            case .off: nil
            case .room: room
            case .hall: hall
            case .plate: plate
            }
        }

        /// Chooses a room, or none; level and relative decay stay.
        func setReverb(_ preset: ReverbPreset) {
            guard follows.reverb else { return }
            self.preset = preset
            network?.setDecay(decay)
        }

        /// Sets the decay of the room relative to its own, a quarter to four times.
        func setDecay(_ factor: Double) {
            guard follows.reverb else { return }
            decay = factor
            network?.setDecay(factor)
        }

        /// Sets how much of what is sent reaches the room, 1 as usual.
        func setReverbLevel(_ level: Float, isPlaying: Bool) {
            if follows.reverb { reverbLevel.aim(level, isPlaying: isPlaying) }
        }

        /// Sets how much of what is sent reaches the chorus, 1 as usual.
        func setChorusLevel(_ level: Float, isPlaying: Bool) {
            if follows.chorus { chorusLevel.aim(level, isPlaying: isPlaying) }
        }

        /// Takes back what messages have set; what sounds goes on.
        func restore(isPlaying: Bool) {
            setDecay(1)
            setReverb(initialPreset)
            setReverbLevel(1, isPlaying: isPlaying)
            setChorusLevel(1, isPlaying: isPlaying)
        }

        /// Forgets what sounds in them and what messages have set.
        func reset() {
            restore(isPlaying: false)
            room?.reset()
            hall?.reset()
            plate?.reset()
            chorus?.reset()
            inUse = (false, false, false)
        }
    }

    /// A gain that moves to a new value within 20 ms.
    struct GlidingLevel {
        private var value: Float = 1
        private var target: Float = 1
        private let step: Float

        init(sampleRate: Double) { step = Float(1 / (0.02 * sampleRate)) }

        mutating func aim(_ level: Float, isPlaying: Bool) {
            target = level
            if !isPlaying { value = level }
        }

        mutating func apply(to samples: UnsafeMutablePointer<Float>, frames: Int) {
            guard value != 1 || target != 1 else { return }
            for frame in 0..<frames {
                if value != target { value = value < target ? min(target, value + step) : max(target, value - step) }
                samples[frame] *= value
            }
        }
    }
}
