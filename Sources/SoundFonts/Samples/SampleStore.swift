import Synchronization

/// Loads the samples of a font when they are asked for, each once.
///
/// Sixteen-bit frames stay in the mapped file; loading touches their pages, so that reading them later waits for no
/// disk. It may be called from several threads, and never on the audio thread.
public final class SampleStore: Sendable {
    private let font: SoundFont
    private let loaded = Mutex<[Int: SampleData]>([:])

    /// Makes a store without samples in it.
    public init(_ font: SoundFont) { self.font = font }

    /// The frames of a sample.
    ///
    /// - Parameter sample: an index into the font's `samples`.
    /// - Throws: `SoundFontError` if that sample cannot be used; others are not concerned.
    public func load(_ sample: Int) throws(SoundFontError) -> SampleData {
        if let data = loaded.withLock({ $0[sample] }) { return data }
        let data = try font.read(sample)
        return loaded.withLock { cache in
            if let first = cache[sample] { return first }
            cache[sample] = data
            return data
        }
    }
}
