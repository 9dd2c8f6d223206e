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
    private let counts: UnsafeMutablePointer<Counts>

    private struct Counts {
        var usedRows: UInt16 = 0
        var renderedFrames = 0
        var endedVoices = 0
        var cutVoices = 0
    }

    /// A bit for every row that is not silent.
    @inline(__always)
    var usedRows: UInt16 {
        get { counts.pointee.usedRows }
        set { counts.pointee.usedRows = newValue }
    }

    /// Frames of voices rendered so far.
    @inline(__always)
    var renderedFrames: Int {
        get { counts.pointee.renderedFrames }
        set { counts.pointee.renderedFrames = newValue }
    }

    /// Voices that have ceased to sound and are still counted as if they did.
    @inline(__always)
    var endedVoices: Int {
        get { counts.pointee.endedVoices }
        set { counts.pointee.endedVoices = newValue }
    }

    /// Voices that ended early for want of their samples.
    @inline(__always)
    var cutVoices: Int {
        get { counts.pointee.cutVoices }
        set { counts.pointee.cutVoices = newValue }
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
