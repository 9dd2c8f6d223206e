import AudioFiles

extension SoundFontDraft {
    /// Zero frames after each sample, so that interpolation reads no other (SoundFont 2.04, section 6.1).
    static let silentFrames = 46

    /// The `sdta` list and where in it each sample lies, in frames.
    func plainSound() throws(SoundFontDraftError) -> (list: [UInt8], extents: [Range<Int>]) {
        let total = samples.reduce(0) { $0 + $1.frames.count + Self.silentFrames }
        guard 3 * total < Int(UInt32.max) else { throw .tooLong(bytes: 2 * total) }
        let isFine = samples.contains { if case .float = $0.frames { true } else { false } }
        var high: [UInt8] = []
        high.reserveCapacity(2 * total)
        var low: [UInt8] = []
        low.reserveCapacity(isFine ? total : 0)
        var extents: [Range<Int>] = []
        for sample in samples {
            let start = high.count / 2
            switch sample.frames {
            case .int16(let frames):
                for frame in frames { Self.append(frame, to: &high) }
                if isFine { low.append(contentsOf: repeatElement(0, count: frames.count)) }
            case .float(let frames):
                for frame in frames {
                    let value = Self.integer(frame, bits: 24)
                    Self.append(Int16(value >> 8), to: &high)
                    low.append(UInt8(truncatingIfNeeded: value))
                }
            }
            extents.append(start..<start + sample.frames.count)
            high.append(contentsOf: repeatElement(0, count: 2 * Self.silentFrames))
            if isFine { low.append(contentsOf: repeatElement(0, count: Self.silentFrames)) }
        }
        var list = ByteBuilder()
        list.append("sdta".utf8)
        list.append(chunk: "smpl", high)
        if isFine { list.append(chunk: "sm24", low) }
        return (list.bytes, extents)
    }

    /// The `sdta` list of Vorbis streams and where in it each lies, in bytes.
    func compressedSound(quality: Double) throws(SoundFontDraftError) -> (list: [UInt8], extents: [Range<Int>]) {
        var streams: [UInt8] = []
        var extents: [Range<Int>] = []
        for sample in samples {
            let frames: [Float] =
                switch sample.frames {
                case .int16(let frames): frames.map { Float($0) / 32_768 }
                case .float(let frames): frames
                }
            let stream: [UInt8]
            do throws(AudioFileError) {
                stream = try VorbisEncoder.encode(
                    frames, sampleRate: sample.sampleRate, quality: quality, name: sample.name)
            } catch {
                throw .encoding(sample: sample.name, error)
            }
            extents.append(streams.count..<streams.count + stream.count)
            streams.append(contentsOf: stream)
            guard streams.count < Int(UInt32.max) else { throw .tooLong(bytes: streams.count) }
        }
        var list = ByteBuilder()
        list.append("sdta".utf8)
        list.append(chunk: "smpl", streams)
        return (list.bytes, extents)
    }

    private static func append(_ frame: Int16, to bytes: inout [UInt8]) {
        bytes.append(UInt8(truncatingIfNeeded: frame))
        bytes.append(UInt8(truncatingIfNeeded: frame >> 8))
    }

    /// The nearest of the values that 16 bits hold to a sample of −1…1.
    public static func int16(_ value: Float) -> Int16 { Int16(integer(value, bits: 16)) }

    /// The nearest integer of so many bits; what is not a number is 0.
    static func integer(_ value: Float, bits: Int) -> Int32 {
        guard !value.isNaN else { return 0 }
        let scale = Float(1 << (bits - 1))
        return Int32(min(max(value * scale, -scale), scale - 1).rounded())
    }
}
