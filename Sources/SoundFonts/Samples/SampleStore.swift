import AudioFiles
import Synchronization

/// Loads the samples of a font when they are asked for, each once, as a whole or as far as they are needed.
///
/// Sixteen-bit frames stay in the mapped file; loading brings their pages in, so that reading them soon after waits
/// for no disk. Decoded ones are kept in a temporary file that is mapped too, converted ones in memory. What is loaded
/// stays loaded as long as the store lives. It may be called from several threads, which decode different samples at the
/// same time and wait for each other over the same one; never on the audio thread.
public final class SampleStore: Sendable {
    /// What converted and decoded samples may fill unless another limit is given: 1 GiB.
    public static let defaultMemoryLimit = 1 << 30
    /// A compressed sample that is longer than this many frames (nearly thirteen minutes) is refused.
    public static let maximumFrames = 1 << 25
    /// When no more than this would be left of a sample, all of it is loaded.
    static let smallRest = 1 << 14

    let font: SoundFont
    let memoryLimit: Int
    let memoryUsed = Atomic<Int>(0)
    let storage = Mutex(Storage())
    /// Bytes of files other than samples that the process has in memory.
    let otherPages = Atomic<Int>(ProcessPages.ofFiles)
    private let places = Mutex<[Int: Place]>([:])

    /// Makes a store without samples in it.
    ///
    /// - Parameter memoryLimit: bytes that converted and decoded samples may fill, in memory and in the temporary file; those
    ///   of the font that are read where they are do not count.
    public init(_ font: SoundFont, memoryLimit: Int = SampleStore.defaultMemoryLimit) {
        self.font = font
        self.memoryLimit = memoryLimit
    }

    /// Where one sample is kept, or why it cannot be; it is locked while the sample is being loaded.
    private final class Place: Sendable {
        let result = Mutex<Result<SampleData, SoundFontError>?>(nil)
    }

    /// The frames of a sample; the same object every time.
    ///
    /// - Parameters:
    ///   - sample: an index into the font's `samples`.
    ///   - frames: how many have to be there, from the first, when this returns; all unless told otherwise. What has
    ///     to be converted is converted as a whole.
    /// - Throws: `SoundFontError` if that sample cannot be used; others are not concerned.
    public func load(_ sample: Int, frames: Int = .max) throws(SoundFontError) -> SampleData {
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
            // What there was no room for may have room later in another store; here the answer stays the same.
            if case .failure? = known { return known! }
            let result = Result { () throws(SoundFontError) in
                guard case .success(let data)? = known else { return try read(sample, frames: frames) }
                if data.availableFrames < min(frames, data.count) { try readOn(sample, data, frames: frames) }
                return data
            }
            if known == nil { known = result }
            return result
        }
        return try result.get()
    }

    /// Why the end of a sample that was loaded is silent; nil if it is not, or if that is not known yet.
    public func shortfall(of sample: Int) -> SoundFontError? {
        guard let place = places.withLock({ $0[sample] }),
            case .success(let data)? = place.result.withLock({ $0 }), data.silentFrom < data.count
        else { return nil }
        return .cutOff(
            name: font.path, index: sample, sample: font.samples[sample].name, frames: data.silentFrom,
            announced: data.count)
    }

    private func read(_ index: Int, frames: Int) throws(SoundFontError) -> SampleData {
        let header = font.samples[index]
        guard !header.extent.isEmpty else { throw font.fault(index, "it is empty or not in the font") }
        try font.bytes.requireWhole()
        if header.isCompressed { return try decoded(index, frames: frames) }
        if let lowBytes = font.lowBytes {
            try reserve(header.extent.count * MemoryLayout<Float>.stride)
            return font.twentyFourBits(header, lowBytes: lowBytes)
        }
        if font.isAligned {
            let data = font.mapped(header)
            try readOn(index, data, frames: frames)
            return data
        }
        try reserve(header.extent.count * MemoryLayout<Int16>.stride)
        return font.copied(header)
    }

    private func readOn(_ index: Int, _ data: SampleData, frames: Int) throws(SoundFontError) {
        let end = data.count - SampleStore.smallRest <= frames ? data.count : max(0, frames)
        if font.samples[index].isCompressed { return try decodeOn(index, data, to: end) }
        try font.bytes.requireWhole()
        try font.prefault(font.samples[index], data.availableFrames..<max(data.availableFrames, end))
        data.publish(max(data.availableFrames, end))
    }

    func reserve(_ bytes: Int) throws(SoundFontError) {
        let used = memoryUsed.add(bytes, ordering: .relaxed).newValue
        guard used <= memoryLimit else {
            memoryUsed.subtract(bytes, ordering: .relaxed)
            throw .tooMuchSound(name: font.path, limit: memoryLimit)
        }
    }
}
