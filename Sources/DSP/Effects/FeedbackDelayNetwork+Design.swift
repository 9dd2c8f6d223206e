import CKernels

#if canImport(Glibc)
    import Glibc
#endif

extension FeedbackDelayNetwork {
    /// The numbers of a room at a sample rate.
    struct Design {
        /// Milliseconds of the lines at size 1: in even steps of pitch, none a simple multiple of another.
        private static let lines: [Double] = [
            29.3, 31.7, 34.9, 37.3, 40.7, 43.1, 46.3, 49.9, 53.3, 56.9, 60.1, 64.3, 68.9, 72.7, 77.9, 82.3,
        ]
        /// Milliseconds of the diffusers at length 1, after Dattorro (JAES 1997).
        private static let diffusers: [Double] = [3.58, 4.77, 9.41, 12.73]
        /// Milliseconds and gains of the early reflections at size and spread 1.
        private static let leftTaps: [(Double, Float)] = [
            (2.3, 0.9), (9.1, -0.7), (15.7, 0.75), (22.1, -0.55), (30.7, 0.5), (38.9, -0.4),
        ]
        private static let rightTaps: [(Double, Float)] = [
            (3.7, 0.85), (7.9, 0.65), (17.3, -0.7), (24.7, 0.6), (28.9, -0.5), (41.3, 0.35),
        ]
        /// Where the decay is that of the preset, in hertz.
        private static let middle = 500.0

        let room: ReverbPreset.Figures
        let sampleRate: Double
        /// Seconds for 60 dB.
        var decay: Double
        /// Frames worked through at once; few enough for the shortest delay.
        let block: Int
        /// Frames of a long ring and of a diffuser's.
        let size: Int
        let diffuserSize: Int

        init(_ preset: ReverbPreset, sampleRate: Double) {
            room = preset.figures
            self.sampleRate = sampleRate
            decay = room.decaySeconds
            block = sampleRate >= 32_000 ? 64 : sampleRate >= 16_000 ? 32 : 16
            let longest = max(
                (Self.lines[15] * room.size + 1) * 1e-3, Self.rightTaps[5].0 * 1e-3 * room.size * room.spread,
                room.predelay)
            size = Self.powerOfTwo(above: Int(longest * sampleRate) + 2 * block)
            diffuserSize = Self.powerOfTwo(
                above: Int(Self.diffusers[3] * 1e-3 * room.diffuserLength * sampleRate) + 2 * block)
        }

        private static func powerOfTwo(above count: Int) -> Int {
            var size = 64
            while size <= count { size *= 2 }
            return size
        }

        /// Blocks after which nothing is left: 132 dB.
        var ringBlocks: Int { (Int(decay * 2.2 * sampleRate) + size) / block + 2 }

        private var longRing: Int { size + 2 * block }
        private var diffuserRing: Int { diffuserSize + 2 * block }
        /// Samples in all rings together.
        var ringFloats: Int { (Int(CK_REVERB_LINES) + 2) * longRing + Int(CK_REVERB_DIFFUSERS) * diffuserRing }

        /// Sets up a network that owns nothing and uses `rings`.
        func fill(_ network: UnsafeMutablePointer<ck_reverb>, rings: UnsafeMutablePointer<Float>) {
            network.pointee.lines = rings
            network.pointee.input = rings + Int(CK_REVERB_LINES) * longRing
            network.pointee.diffused = network.pointee.input + longRing
            network.pointee.diffusers = network.pointee.diffused + longRing
            network.pointee.size = UInt32(size)
            network.pointee.diffuser_size = UInt32(diffuserSize)
            network.pointee.block = UInt32(block)
            network.pointee.diffusion = Float(room.diffusion)
            // A block passes before anything is heard.
            network.pointee.predelay = UInt32(max(0, Int(room.predelay * sampleRate) - block))
            fillLines(network)
            fillTaps(network)
            fillSwing(network)
        }

        /// Sets the lines' lengths, signs and damping; nothing here allocates.
        func fillLines(_ network: UnsafeMutablePointer<ck_reverb>) {
            for line in 0..<Int(CK_REVERB_LINES) {
                let seconds = Self.lines[line] * 1e-3 * room.size
                let frames = seconds * sampleRate
                // Two bent functions (their products with every row of the Hadamard matrix are alike) that are
                // orthogonal to each other: no line is heard alone, and the channels have nothing in common.
                let bits = (line & 1, line >> 1 & 1, line >> 2 & 1, line >> 3 & 1)
                let sign: Float = (bits.0 & bits.1) ^ (bits.2 & bits.3) == 0 ? 1 : -1
                let entry: Float = (bits.0 & bits.3) ^ (bits.1 & bits.2) == 0 ? 1 : -1
                withUnsafeMutablePointer(to: &network.pointee.left) {
                    UnsafeMutableRawPointer($0).assumingMemoryBound(to: Float.self)[line] = sign * 0.25
                }
                withUnsafeMutablePointer(to: &network.pointee.right) {
                    UnsafeMutableRawPointer($0).assumingMemoryBound(to: Float.self)[line] =
                        (bits.0 == 0 ? sign : -sign) * 0.25
                }
                withUnsafeMutablePointer(to: &network.pointee.send) {
                    UnsafeMutableRawPointer($0).assumingMemoryBound(to: Float.self)[line] = entry
                }
                withUnsafeMutablePointer(to: &network.pointee.mean) {
                    UnsafeMutableRawPointer($0).assumingMemoryBound(to: Double.self)[line] = frames
                }
                let gain = pow(10, -3 * seconds / decay)
                // The matrix of ±1 makes everything four times as loud.
                setLowPass(network, line, gain: gain, at: Self.middle, and: gain * gain, at: room.dampingFrequency)
                scaleGain(network, line, by: 0.25)
            }
            let brightness = min(room.brightness, 0.45 * sampleRate)
            setLowPass(
                network, Int(CK_REVERB_LINES), gain: 1, at: 0, and: 0.5.squareRoot(), at: brightness)
        }

        /// A one-pole low-pass b/(1 − p/z) of two given gains at two frequencies: the ratio of the two powers gives a
        /// quadratic equation for the pole.
        private func setLowPass(
            _ network: UnsafeMutablePointer<ck_reverb>, _ line: Int, gain: Double, at low: Double,
            and highGain: Double, at high: Double
        ) {
            let cosines = (cos(2 * .pi * low / sampleRate), cos(2 * .pi * min(high, 0.45 * sampleRate) / sampleRate))
            let ratio = highGain * highGain / (gain * gain)
            let half = (cosines.0 - ratio * cosines.1) / (1 - ratio)
            let pole = half - (half * half - 1).squareRoot()
            let input = gain * (1 + pole * pole - 2 * pole * cosines.0).squareRoot()
            withUnsafeMutablePointer(to: &network.pointee.input_gain) {
                UnsafeMutableRawPointer($0).assumingMemoryBound(to: Float.self)[line] = Float(input)
            }
            withUnsafeMutablePointer(to: &network.pointee.pole) {
                let powers = UnsafeMutableRawPointer($0).assumingMemoryBound(to: Float.self) + 5 * line
                for stage in 0..<5 { powers[stage] = Float(pow(pole, Double(1 << stage))) }
            }
        }

        private func scaleGain(_ network: UnsafeMutablePointer<ck_reverb>, _ line: Int, by factor: Float) {
            withUnsafeMutablePointer(to: &network.pointee.input_gain) {
                UnsafeMutableRawPointer($0).assumingMemoryBound(to: Float.self)[line] *= factor
            }
        }

        private func fillTaps(_ network: UnsafeMutablePointer<ck_reverb>) {
            func set(
                _ taps: [(Double, Float)], _ frames: UnsafeMutableRawPointer, _ gains: UnsafeMutableRawPointer
            ) {
                for (index, tap) in taps.enumerated() {
                    let delay = UInt32(max(0, tap.0 * 1e-3 * room.size * room.spread * sampleRate))
                    frames.assumingMemoryBound(to: UInt32.self)[index] = delay
                    gains.assumingMemoryBound(to: Float.self)[index] = tap.1 * Float(room.earliness)
                }
            }
            set(Self.leftTaps, &network.pointee.left_tap, &network.pointee.left_tap_gain)
            set(Self.rightTaps, &network.pointee.right_tap, &network.pointee.right_tap_gain)
            withUnsafeMutablePointer(to: &network.pointee.diffuser_delay) {
                let delays = UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt32.self)
                for (index, time) in Self.diffusers.enumerated() {
                    delays[index] = UInt32(max(Double(block), time * 1e-3 * room.diffuserLength * sampleRate))
                }
            }
        }

        /// Delays that drift: sines of 0.61 and 0.97 Hz, each line at another phase.
        private func fillSwing(_ network: UnsafeMutablePointer<ck_reverb>) {
            network.pointee.swing = 0.18e-3 * sampleRate
            func set(_ values: [Double], _ place: UnsafeMutableRawPointer) {
                for (index, value) in values.enumerated() {
                    place.assumingMemoryBound(to: Double.self)[index] = value
                }
            }
            let turns = [0.61, 0.97].map { 2 * Double.pi * $0 * Double(block) / sampleRate }
            let phases = (0..<Int(CK_REVERB_LINES)).map { 2 * Double.pi * Double($0) * 0.381_966 }
            set([1, 1], &network.pointee.cosine)
            set(turns.map(cos), &network.pointee.turn_cosine)
            set(turns.map(sin), &network.pointee.turn_sine)
            set(phases.map(cos), &network.pointee.phase_cosine)
            set(phases.map(sin), &network.pointee.phase_sine)
            let means = (0..<Int(CK_REVERB_LINES)).map { Self.lines[$0] * 1e-3 * room.size * sampleRate }
            withUnsafeMutablePointer(to: &network.pointee.delay) {
                let delays = UnsafeMutableRawPointer($0).assumingMemoryBound(to: Int64.self)
                for line in means.indices {
                    delays[line] = Int64((means[line] + network.pointee.swing * sin(phases[line])) * 0x1p32)
                }
            }
        }
    }
}
