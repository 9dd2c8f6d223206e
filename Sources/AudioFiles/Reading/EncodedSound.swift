import CSndFile
import Glibc

/// Sound that is kept compressed in memory, as in SF3 SoundFonts: an Ogg Vorbis stream without a file.
public enum EncodedSound {
    /// Decodes a stream of one channel.
    ///
    /// The bytes are not believed: memory follows what the stream yields, not what it announces. Several threads may
    /// decode at once. Ten seconds of sound take about 5 ms.
    ///
    /// - Parameters:
    ///   - bytes: an Ogg stream; they are only read during the call.
    ///   - name: what it is called in errors.
    ///   - maximumFrames: a longer stream is refused.
    /// - Throws: `AudioFileError.malformed` if it is no such stream or yields nothing, `unsupportedChannelCount`, or
    ///   `tooManyFrames`.
    public static func decode(
        _ bytes: UnsafeRawBufferPointer, name: String, maximumFrames: Int = 1 << 25
    ) throws(AudioFileError) -> DecodedSound {
        // libsndfile would guess at any of its formats; only this one belongs here.
        guard bytes.starts(with: "OggS".utf8) else {
            throw .malformed(path: name, reason: "it does not start with 'OggS'")
        }
        var stream = MemoryStream(bytes)
        let result = withUnsafeMutablePointer(to: &stream) { stream in
            Result { () throws(AudioFileError) in
                try decode(stream, name: name, maximumFrames: maximumFrames)
            }
        }
        return try result.get()
    }

    private static func decode(
        _ stream: UnsafeMutablePointer<MemoryStream>, name: String, maximumFrames: Int
    ) throws(AudioFileError) -> DecodedSound {
        var calls = MemoryStream.calls
        var raw = SF_INFO()
        guard let handle = sf_open_virtual(&calls, Int32(SFM_READ), &raw, stream) else {
            throw .malformed(path: name, reason: String(cString: sf_strerror(nil)))
        }
        defer { sf_close(handle) }
        guard raw.format & Int32(SF_FORMAT_TYPEMASK) == Int32(SF_FORMAT_OGG), raw.samplerate > 0 else {
            throw .malformed(path: name, reason: "it is not Ogg Vorbis")
        }
        guard raw.channels == 1 else {
            throw .malformed(path: name, reason: "it has \(raw.channels) channels where one is needed")
        }
        // A stream that breaks off announces the greatest number there is.
        let announced = Int(clamping: raw.frames)
        let sound = DecodedSound(
            sampleRate: Int(raw.samplerate), capacity: announced > maximumFrames ? 1 << 16 : max(1, announced))
        while sound.append(from: handle, limit: maximumFrames + 1) {}
        guard sound.count <= maximumFrames else { throw .tooManyFrames(path: name, limit: maximumFrames) }
        guard sound.count > 0 else {
            throw .malformed(path: name, reason: "there is no sound in it")
        }
        sound.trim()
        return sound
    }
}

/// Frames of one channel that were decoded, sixteen bits each; its memory lives as long as it does.
public final class DecodedSound: @unchecked Sendable {
    /// The first frame.
    public var frames: UnsafePointer<Int16> { UnsafePointer(memory) }
    /// How many there are.
    public private(set) var count = 0
    /// Frames a second.
    public let sampleRate: Int
    private var memory: UnsafeMutablePointer<Int16>
    private var capacity: Int

    init(sampleRate: Int, capacity: Int) {
        self.sampleRate = sampleRate
        self.capacity = capacity
        memory = DecodedSound.resized(nil, to: capacity)
    }

    deinit { free(memory) }

    /// Takes the next few thousand frames; false at the end.
    fileprivate func append(from handle: OpaquePointer, limit: Int) -> Bool {
        let wanted = min(4096, limit - count)
        guard wanted > 0 else { return false }
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: wanted) { block in
            let got = Int(sf_readf_float(handle, block.baseAddress!, sf_count_t(wanted)))
            guard got > 0 else { return false }
            if count + got > capacity {
                capacity = max(count + got, min(2 * capacity, limit))
                memory = DecodedSound.resized(memory, to: capacity)
            }
            // libsndfile's own conversion lets peaks beyond full scale wrap round. Added to 1.5 × 2^23, a float has its
            // nearest whole number in its lowest bits; so the loop has neither calls nor traps.
            let (source, target) = (block.baseAddress!, memory + count)
            for place in 0..<got {
                let value = source[place].isNaN ? 0 : source[place] * 32_768
                let limited = max(-32_768, min(32_767, value)) + 12_582_912
                target[place] = Int16(truncatingIfNeeded: limited.bitPattern)
            }
            count += got
            return true
        }
    }

    /// Gives back what the stream announced and did not yield.
    fileprivate func trim() {
        memory = DecodedSound.resized(memory, to: count)
        capacity = count
    }

    private static func resized(_ memory: UnsafeMutablePointer<Int16>?, to count: Int) -> UnsafeMutablePointer<Int16> {
        guard let block = realloc(memory, max(1, count) * 2) else { fatalError("out of memory") }
        return block.assumingMemoryBound(to: Int16.self)
    }
}

/// Bytes that libsndfile reads as if they were a file.
private struct MemoryStream {
    let bytes: UnsafeRawBufferPointer
    var place = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    static var calls: SF_VIRTUAL_IO {
        SF_VIRTUAL_IO(
            get_filelen: { sf_count_t(memoryStream($0).pointee.bytes.count) },
            seek: { offset, origin, data in
                let stream = memoryStream(data)
                let base =
                    switch origin {
                    case SEEK_SET: 0
                    case SEEK_CUR: stream.pointee.place
                    default: stream.pointee.bytes.count
                    }
                let (place, isTooFar) = base.addingReportingOverflow(Int(offset))
                guard !isTooFar, (0...stream.pointee.bytes.count).contains(place) else { return -1 }
                stream.pointee.place = place
                return sf_count_t(place)
            },
            read: { target, count, data in
                let stream = memoryStream(data)
                let available = stream.pointee.bytes.count - stream.pointee.place
                let taken = max(0, min(Int(count), available))
                if taken > 0, let target {
                    target.copyMemory(
                        from: stream.pointee.bytes.baseAddress! + stream.pointee.place, byteCount: taken)
                    stream.pointee.place += taken
                }
                return sf_count_t(taken)
            },
            write: { _, _, _ in 0 },
            tell: { sf_count_t(memoryStream($0).pointee.place) })
    }
}

private func memoryStream(_ data: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<MemoryStream> {
    data!.assumingMemoryBound(to: MemoryStream.self)
}
