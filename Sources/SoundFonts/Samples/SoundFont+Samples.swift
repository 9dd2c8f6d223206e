/// Memory that a sample's frames were brought into.
final class SampleMemory<Frame: BitwiseCopyable & Sendable>: @unchecked Sendable {
    let frames: UnsafeMutablePointer<Frame>

    init(count: Int) { frames = .allocate(capacity: max(1, count)) }

    deinit { frames.deallocate() }
}

extension SoundFont {
    /// Brings a sample's frames into a form in which they can be played.
    func read(_ index: Int) throws(SoundFontError) -> SampleData {
        guard samples.indices.contains(index) else {
            throw .noSuchSample(name: path, index: index, count: samples.count)
        }
        let header = samples[index]
        guard !header.extent.isEmpty else { throw fault(index, "it is empty or not in the font") }
        try bytes.requireWhole()
        if header.isCompressed { throw fault(index, "it is compressed") }
        return sixteenBits(header)
    }

    func fault(_ index: Int, _ reason: String) -> SoundFontError {
        .badSample(
            name: path, index: index, sample: samples[index].name, byte: layout.samples.byte(index), reason: reason)
    }

    private func sixteenBits(_ header: SampleHeader) -> SampleData {
        let count = header.extent.count
        let source = bytes.start + layout.smpl.lowerBound + 2 * header.extent.lowerBound
        if Int(bitPattern: source) % 2 == 0 {
            touch(source, byteCount: 2 * count)
            return SampleData(
                frames: .int16(source.assumingMemoryBound(to: Int16.self)), count: count, owner: bytes)
        }
        let memory = SampleMemory<Int16>(count: count)
        UnsafeMutableRawPointer(memory.frames).copyMemory(from: source, byteCount: 2 * count)
        return SampleData(frames: .int16(memory.frames), count: count, owner: memory)
    }

    /// Reads a byte of each page.
    private func touch(_ start: UnsafeRawPointer, byteCount: Int) {
        var sum: UInt8 = 0
        for offset in stride(from: 0, to: byteCount, by: 4096) {
            sum &+= start.load(fromByteOffset: offset, as: UInt8.self)
        }
        if byteCount > 0 { sum &+= start.load(fromByteOffset: byteCount - 1, as: UInt8.self) }
        withExtendedLifetime(sum) {}
    }
}
