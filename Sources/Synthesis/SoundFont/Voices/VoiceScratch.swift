import DSP

/// What one thread needs of memory while it renders voices.
final class VoiceScratch {
    /// Sixteen voices' frames of a quantum.
    let block = VoiceBlock()
    /// A value for every generator, while a voice's are computed.
    let values: UnsafeMutablePointer<Float>
    /// Sums of linked modulators.
    let links: UnsafeMutablePointer<Float>
    /// What is counted, in cache lines of its own.
    let counts: UnsafeMutablePointer<Counts>

    struct Counts {
        /// A bit for every row that is not silent.
        var usedRows: UInt16 = 0
        /// Frames of voices rendered so far.
        var renderedFrames = 0
        /// Voices that have ceased to sound and are still counted as if they did.
        var endedVoices = 0
        /// Voices that ended early for want of their samples.
        var cutVoices = 0
    }

    init() {
        let bytes = MemoryLayout<Float>.stride * (64 + CompiledModulator.limit)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: 128 + (bytes + 127) / 128 * 128, alignment: 128)
        counts = memory.bindMemory(to: Counts.self, capacity: 1)
        counts.initialize(to: Counts())
        values = (memory + 128).bindMemory(to: Float.self, capacity: 64 + CompiledModulator.limit)
        values.initialize(repeating: 0, count: 64 + CompiledModulator.limit)
        links = values + 64
    }

    deinit { UnsafeMutableRawPointer(counts).deallocate() }
}
