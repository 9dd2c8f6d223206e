import Dispatch
import SoundFonts
import Synchronization

/// The presets and samples of a font that are ready to be played, and the making of more.
///
/// Preparing takes memory and time and is done off the audio thread, from any thread; what becomes ready is published
/// at once. Nothing that was published is taken back while the library lives, so the audio thread may keep pointers.
final class PresetLibrary: @unchecked Sendable {
    let font: SoundFont
    let directory: PresetDirectory
    private let store: SampleStore
    private let sampleRate: Double
    /// The bits of a pointer to each preset, 0 while it is not ready.
    private let published: UnsafeMutablePointer<Atomic<UInt>>
    private let ready = Mutex(Ready())

    private struct Ready {
        var presets: [Int: PreparedPreset] = [:]
        var samples: [PreparedPreset.Source: PreparedSample] = [:]
        var failures: [SoundFontError] = []
    }

    init(font: SoundFont, sampleRate: Double) {
        self.font = font
        self.sampleRate = sampleRate
        directory = PresetDirectory(font.presets)
        store = SampleStore(font)
        published = .allocate(capacity: max(1, font.presets.count))
        for index in 0..<font.presets.count { (published + index).initialize(to: Atomic(0)) }
    }

    deinit {
        published.deinitialize(count: font.presets.count)
        published.deallocate()
    }

    /// A preset if it is ready; for the audio thread.
    @inline(__always)
    func published(_ index: Int) -> Unmanaged<PreparedPreset>? {
        let bits = published[index].load(ordering: .acquiring)
        guard let pointer = UnsafeRawPointer(bitPattern: bits) else { return nil }
        return .fromOpaque(pointer)
    }

    /// What could not be loaded, the first hundred.
    var failures: [SoundFontError] { ready.withLock { $0.failures } }

    /// A preset, laid out now if it was not.
    func prepare(_ index: Int) -> PreparedPreset? {
        guard font.presets.indices.contains(index) else { return nil }
        if let preset = ready.withLock({ $0.presets[index] }) { return preset }
        let made = PreparedPreset(font.regions(ofPreset: index).regions, font: font, sampleRate: sampleRate)
        return ready.withLock { ready in
            if let other = ready.presets[index] { return other }
            ready.presets[index] = made
            published[index].store(
                UInt(bitPattern: Unmanaged.passUnretained(made).toOpaque()), ordering: .releasing)
            return made
        }
    }

    /// Loads what is demanded, on several threads where there are several, and publishes each sample as it is ready.
    func load(_ demands: [SampleDemand]) {
        if demands.count > 1 {
            DispatchQueue.concurrentPerform(iterations: demands.count) { load(demands[$0]) }
        } else {
            for demand in demands { load(demand) }
        }
    }

    /// Loads a sample as far as is demanded.
    func load(_ demand: SampleDemand) {
        let prepared = ready.withLock { ready in
            if let known = ready.samples[demand.source] { return known }
            let made = PreparedSample(demand.source)
            ready.samples[demand.source] = made
            return made
        }
        let failure = prepared.load(demand, from: store)
        store.trim()
        guard let failure else { return }
        ready.withLock { ready in
            if ready.failures.count < 100 { ready.failures.append(failure) }
        }
    }

    /// Lets go of the memory of frames that can be had again from their files, when there is too much of it.
    func trim() { store.trim() }

    /// Loads on the samples of which voices have asked for more.
    ///
    /// - Returns: whether any sample is not complete yet.
    func grantWishes() -> Bool {
        let all = ready.withLock { Array($0.samples.values) }
        var isOpen = false
        for prepared in all where prepared.grantWish(from: store) { isOpen = true }
        return isOpen
    }
}

extension ClosedRange<Double> {
    /// The least range that holds both.
    func joined(with other: ClosedRange<Double>?) -> ClosedRange<Double> {
        guard let other else { return self }
        return Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
    }
}
