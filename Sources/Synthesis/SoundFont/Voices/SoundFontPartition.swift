import DSP

/// What one partition of voices needs of memory while it is rendered.
final class SoundFontPartition {
    /// Where its voices are summed.
    let mixer = MixBuffer(capacity: SoundFontVoicePool.chunk)
    /// Sixteen voices' frames of a quantum.
    let block = VoiceBlock()
    /// A value for every generator, while a voice's are computed.
    let values: UnsafeMutablePointer<Float>
    /// Sums of linked modulators.
    let links: UnsafeMutablePointer<Float>
    /// A bit for every row that is not silent.
    var usedRows: UInt16 = 0
    /// Whether the mixer holds anything.
    var hasSound = false
    /// Frames of voices rendered so far.
    var renderedFrames = 0
    /// Voices that ended early for want of their samples.
    var cutVoices = 0

    init() {
        let count = 64 + CompiledModulator.limit
        values = .allocate(capacity: count)
        values.initialize(repeating: 0, count: count)
        links = values + 64
    }

    deinit { values.deallocate() }
}
