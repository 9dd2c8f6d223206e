import CKernels

extension MixBus {
    /// Adds one voice with gains that move in a line; a bus whose gain is and stays 0 costs nothing.
    ///
    /// - Parameters:
    ///   - gains: factors at the start of the ramp.
    ///   - steps: what each gains a frame; frame f is heard with `gains` + (`offset` + f + 1)·`steps`.
    ///   - offset: frames of the ramp that are past.
    public func mixVoice(
        _ mono: UnsafePointer<Float>, gains: VoiceGains, steps: VoiceGains = .silent, offset: Int = 0, frames: Int
    ) {
        withUnsafeBytes(of: gains) { gains in
            withUnsafeBytes(of: steps) { steps in
                ck_voice_mix_mono(
                    mono, gains.assumingMemoryBound(to: Float.self).baseAddress,
                    steps.assumingMemoryBound(to: Float.self).baseAddress, Int32(offset), left, right, reverb, chorus,
                    Int32(frames))
            }
        }
    }
}
