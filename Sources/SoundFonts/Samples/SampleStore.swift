import AudioFiles
import Synchronization

/// Loads the samples of a font when they are asked for, each once.
///
/// Sixteen-bit frames stay in the mapped file; loading brings their pages in, so that reading them soon after waits
/// for no disk. Others are converted or decoded to memory of their own. What is loaded stays loaded as long as the
/// store lives. It may be called from several threads, which decode different samples at the same time and wait for
/// each other over the same one; never on the audio thread.
public final class SampleStore: Sendable {
    /// The memory that converted and decoded samples may fill unless another limit is given: 1 GiB.
    public static let defaultMemoryLimit = 1 << 30
    /// A compressed sample that is longer than this many frames (nearly thirteen minutes) is refused.
    public static let maximumFrames = 1 << 25

    private static let lostByFailure = 6144

    private let font: SoundFont
    private let memoryLimit: Int
    private let memoryUsed = Atomic<Int>(0)
    private let places = Mutex<[Int: Place]>([:])

    /// Makes a store without samples in it.
    ///
    /// - Parameter memoryLimit: bytes that converted and decoded samples may fill; mapped ones do not count.
    public init(_ font: SoundFont, memoryLimit: Int = SampleStore.defaultMemoryLimit) {
        self.font = font
        self.memoryLimit = memoryLimit
    }

    /// Where one sample is kept, or why it cannot be; it is locked while the sample is being loaded.
    private final class Place: Sendable {
        let result = Mutex<Result<SampleData, SoundFontError>?>(nil)
    }

    /// The frames of a sample.
    ///
    /// - Parameter sample: an index into the font's `samples`.
    /// - Throws: `SoundFontError` if that sample cannot be used; others are not concerned.
    public func load(_ sample: Int) throws(SoundFontError) -> SampleData {
        guard font.samples.indices.contains(sample) else {
            throw .noSuchSample(name: font.path, index: sample, count: font.samples.count)
        }
        let place = places.withLock { places in
            if let place = places[sample] { return place }
            let place = Place()
            places[sample] = place
            return place
        }
        let result = place.result.withLock { known in
            if let known { return known }
            let result = Result { () throws(SoundFontError) in try read(sample) }
            // What there was no room for may have room later in another store; here the answer stays the same.
            known = result
            return result
        }
        return try result.get()
    }

    private func read(_ index: Int) throws(SoundFontError) -> SampleData {
        let header = font.samples[index]
        guard !header.extent.isEmpty else { throw font.fault(index, "it is empty or not in the font") }
        try font.bytes.requireWhole()
        if header.isCompressed { return try decoded(index) }
        if let lowBytes = font.lowBytes {
            try reserve(header.extent.count * MemoryLayout<Float>.stride)
            return font.twentyFourBits(header, lowBytes: lowBytes)
        }
        if font.isAligned { return try font.mapped(header) }
        try reserve(header.extent.count * MemoryLayout<Int16>.stride)
        return font.copied(header)
    }

    private func decoded(_ index: Int) throws(SoundFontError) -> SampleData {
        let room = (memoryLimit - memoryUsed.load(ordering: .relaxed)) / MemoryLayout<Int16>.stride
        guard room > 0 else { throw .tooMuchSound(name: font.path, limit: memoryLimit) }
        let header = font.samples[index]
        let source = UnsafeRawBufferPointer(
            start: font.bytes.start + font.layout.smpl.lowerBound + header.extent.lowerBound,
            count: header.extent.count)
        let sound: DecodedSound
        do throws(AudioFileError) {
            sound = try EncodedSound.decode(
                source, name: header.name, maximumFrames: min(SampleStore.maximumFrames, room))
        } catch {
            if case .tooManyFrames(_, let limit) = error, limit == room {
                throw .tooMuchSound(name: font.path, limit: memoryLimit)
            }
            // libsndfile 1.2 does not give back a little under 6 KiB when it cannot read a stream's headers. Counted,
            // they cannot add up beyond the limit in a font full of such streams.
            try reserve(SampleStore.lostByFailure)
            throw font.fault(index, error.reason)
        }
        try reserve(sound.count * MemoryLayout<Int16>.stride)
        return SampleData(frames: .int16(sound.frames), count: sound.count, owner: sound)
    }

    private func reserve(_ bytes: Int) throws(SoundFontError) {
        let used = memoryUsed.add(bytes, ordering: .relaxed).newValue
        guard used <= memoryLimit else {
            memoryUsed.subtract(bytes, ordering: .relaxed)
            throw .tooMuchSound(name: font.path, limit: memoryLimit)
        }
    }
}

extension AudioFileError {
    /// Why a stream in memory could not be decoded, without the name that stands elsewhere.
    fileprivate var reason: String {
        switch self {
        case .malformed(_, let reason): reason
        case .tooManyFrames(_, let limit): "it is longer than \(limit) frames"
        default: description
        }
    }
}
