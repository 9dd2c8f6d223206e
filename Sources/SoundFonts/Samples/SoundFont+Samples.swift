import Glibc

/// Memory that a sample's frames are brought into, zeroed; the system gives its pages as they are written.
final class SampleMemory<Frame: BitwiseCopyable & Sendable>: @unchecked Sendable {
    let frames: UnsafeMutablePointer<Frame>

    init(count: Int) {
        guard let raw = calloc(max(1, count), MemoryLayout<Frame>.stride) else { fatalError("out of memory") }
        frames = raw.bindMemory(to: Frame.self, capacity: count)
    }

    deinit { free(frames) }
}

extension SoundFont {
    /// Why a sample cannot be used.
    func fault(_ index: Int, _ reason: String) -> SoundFontError {
        .badSample(
            name: path, index: index, sample: samples[index].name, byte: layout.samples.byte(index), reason: reason)
    }

    /// Whether sixteen-bit frames can be read where they are. They stand at an odd address in files whose writers
    /// forgot a pad byte.
    var isAligned: Bool { Int(bitPattern: bytes.start + layout.smpl.lowerBound) % MemoryLayout<Int16>.alignment == 0 }

    /// A sample where it is, none of its pages brought in.
    func mapped(_ header: SampleHeader) -> SampleData {
        SampleData(
            frames: .int16((bytes.start + byteRange(header).lowerBound).assumingMemoryBound(to: Int16.self)),
            count: header.extent.count, available: 0, owner: bytes)
    }

    /// Brings in the pages of some frames of a sixteen-bit sample.
    func prefault(_ header: SampleHeader, _ frames: Range<Int>) throws(SoundFontError) {
        let start = byteRange(header).lowerBound
        try bytes.prefault(start + 2 * frames.lowerBound..<start + 2 * frames.upperBound)
    }

    /// A copy of a sixteen-bit sample.
    func copied(_ header: SampleHeader) -> SampleData {
        let range = byteRange(header)
        let memory = SampleMemory<Int16>(count: header.extent.count)
        UnsafeMutableRawPointer(memory.frames).copyMemory(
            from: bytes.start + range.lowerBound, byteCount: range.count)
        return SampleData(frames: .int16(memory.frames), count: header.extent.count, owner: memory)
    }

    /// A sample of 24 bits, the upper sixteen from one chunk and the lower eight from another, as floats, which hold
    /// them exactly (SoundFont 2.04, section 6).
    func twentyFourBits(_ header: SampleHeader, lowBytes: Range<Int>) -> SampleData {
        let count = header.extent.count
        let high = bytes.start + byteRange(header).lowerBound
        let low = bytes.start + lowBytes.lowerBound + header.extent.lowerBound
        let memory = SampleMemory<Float>(count: count)
        for frame in 0..<count {
            let upper = Int32(high.loadUnaligned(fromByteOffset: 2 * frame, as: Int16.self))
            let lower = Int32(low.load(fromByteOffset: frame, as: UInt8.self))
            memory.frames[frame] = Float(upper << 8 | lower) / 8_388_608
        }
        return SampleData(frames: .float(memory.frames), count: count, owner: memory)
    }

    private func byteRange(_ header: SampleHeader) -> Range<Int> {
        let start = layout.smpl.lowerBound + 2 * header.extent.lowerBound
        return start..<start + 2 * header.extent.count
    }
}
