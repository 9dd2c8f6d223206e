import CSndFile
import Glibc

/// Reads a compressed stream in memory from its start, a part at a time.
///
/// For one thread at a time. An open stream takes some 300 KB and 0.4 ms to open, so it is not for keeping.
public final class EncodedSoundReader {
    /// Frames a second.
    public let sampleRate: Int
    /// How many frames the stream says it has; nil when it breaks off and does not say. It need not be true.
    public let announced: Int?

    private let stream: UnsafeMutablePointer<MemoryStream>
    private let handle: OpaquePointer

    /// Opens a stream of one channel.
    ///
    /// - Parameters:
    ///   - bytes: an Ogg stream, valid while this object lives.
    ///   - name: what it is called in errors.
    /// - Throws: `AudioFileError.malformed` if it is no such stream.
    public init(_ bytes: UnsafeRawBufferPointer, name: String) throws(AudioFileError) {
        // libsndfile would guess at any of its formats; only this one belongs here.
        guard bytes.starts(with: "OggS".utf8) else {
            throw .malformed(path: name, reason: "it does not start with 'OggS'")
        }
        stream = .allocate(capacity: 1)
        stream.initialize(to: MemoryStream(bytes))
        var calls = MemoryStream.calls
        var raw = SF_INFO()
        guard let opened = sf_open_virtual(&calls, Int32(SFM_READ), &raw, stream) else {
            stream.deallocate()
            throw .malformed(path: name, reason: String(cString: sf_strerror(nil)))
        }
        handle = opened
        sampleRate = Int(raw.samplerate)
        // A stream that breaks off announces the greatest number there is.
        announced = raw.frames > 0 && raw.frames < sf_count_t.max >> 1 ? Int(raw.frames) : nil
        guard raw.format & Int32(SF_FORMAT_TYPEMASK) == Int32(SF_FORMAT_OGG), raw.samplerate > 0 else {
            throw .malformed(path: name, reason: "it is not Ogg Vorbis")
        }
        guard raw.channels == 1 else {
            throw .malformed(path: name, reason: "it has \(raw.channels) channels where one is needed")
        }
    }

    deinit {
        sf_close(handle)
        stream.deallocate()
    }

    /// Reads the next frames.
    ///
    /// - Parameter target: room for them; nil passes over them.
    /// - Returns: how many there were; fewer than wanted at the end of the stream.
    public func read(_ wanted: Int, into target: UnsafeMutablePointer<Int16>?) -> Int {
        let block = 4_096
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: min(block, max(1, wanted))) { buffer in
            guard let source = buffer.baseAddress else { return 0 }
            var done = 0
            while done < wanted {
                let got = Int(sf_readf_float(handle, source, sf_count_t(min(block, wanted - done))))
                guard got > 0 else { break }
                if let target { EncodedSoundReader.round(source, to: target + done, count: got) }
                done += got
            }
            return done
        }
    }

    /// libsndfile's own conversion lets peaks beyond full scale wrap round. Added to 1.5 × 2^23, a float has its nearest
    /// whole number in its lowest bits; so the loop has neither calls nor traps.
    private static func round(
        _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Int16>, count: Int
    ) {
        for place in 0..<count {
            let value = source[place].isNaN ? 0 : source[place] * 32_768
            let limited = max(-32_768, min(32_767, value)) + 12_582_912
            target[place] = Int16(truncatingIfNeeded: limited.bitPattern)
        }
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
