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
        let reader = try EncodedSoundReader(bytes, name: name)
        let announced = reader.announced ?? maximumFrames + 1
        let sound = DecodedSound(
            sampleRate: reader.sampleRate, capacity: announced > maximumFrames ? 1 << 16 : announced)
        while sound.append(from: reader, limit: maximumFrames + 1) {}
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
    fileprivate func append(from reader: EncodedSoundReader, limit: Int) -> Bool {
        let wanted = min(4_096, limit - count)
        guard wanted > 0 else { return false }
        if count + wanted > capacity {
            capacity = max(count + wanted, min(2 * capacity, limit))
            memory = DecodedSound.resized(memory, to: capacity)
        }
        let got = reader.read(wanted, into: memory + count)
        count += got
        return got > 0
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
