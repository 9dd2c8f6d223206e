import DSP
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
        var samples: [PreparedPreset.Source: Entry] = [:]
        /// Samples that were replaced by others with more levels; voices may still play them.
        var replaced: [PlayableSample] = []
        var failures: [SoundFontError] = []
    }

    private struct Entry {
        var sample: PlayableSample?
        var ratios: ClosedRange<Double>
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

    /// What a region needs: the sample, and the ratios that it has to be good for.
    struct Need {
        var preset: PreparedPreset
        var region: Int
        var ratios: ClosedRange<Double>
    }

    /// Loads samples, on several threads where there are several, and publishes them.
    func load(_ needs: [Need]) {
        var wanted: [PreparedPreset.Source: ClosedRange<Double>] = [:]
        for need in needs {
            let source = need.preset.sources[need.region]
            wanted[source] = need.ratios.joined(with: wanted[source])
        }
        let missing = ready.withLock { ready in
            var missing: [PreparedPreset.Source: ClosedRange<Double>] = [:]
            for (source, ratios) in wanted {
                let entry = ready.samples[source]
                let joined = ratios.joined(with: entry?.ratios)
                if let entry, entry.sample == nil || entry.ratios == joined { continue }
                missing[source] = joined
            }
            return missing
        }
        let order = missing.keys.sorted { ($0.sample, $0.extent.lowerBound) < ($1.sample, $1.extent.lowerBound) }
        if order.count > 1 {
            DispatchQueue.concurrentPerform(iterations: order.count) {
                make(order[$0], ratios: missing[order[$0]] ?? 1...1)
            }
        } else {
            for source in order { make(source, ratios: missing[source] ?? 1...1) }
        }
        ready.withLock { ready in
            for need in needs {
                guard let sample = ready.samples[need.preset.sources[need.region]]?.sample else { continue }
                need.preset.samples[need.region].store(
                    UInt(bitPattern: Unmanaged.passUnretained(sample).toOpaque()), ordering: .releasing)
            }
        }
    }

    private func make(_ source: PreparedPreset.Source, ratios: ClosedRange<Double>) {
        var made: PlayableSample?
        var failure: SoundFontError?
        do throws(SoundFontError) {
            let data = try store.load(source.sample)
            made = playable(data, source, ratios: ratios)
        } catch {
            failure = error
        }
        ready.withLock { ready in
            if let failure, ready.failures.count < 100 { ready.failures.append(failure) }
            if let old = ready.samples[source]?.sample {
                guard made != nil else { return }
                ready.replaced.append(old)
            }
            ready.samples[source] = Entry(sample: made, ratios: ratios)
        }
    }

    private func playable(
        _ data: SampleData, _ source: PreparedPreset.Source, ratios: ClosedRange<Double>
    ) -> PlayableSample? {
        let start = min(source.extent.lowerBound, data.count)
        let end = min(source.extent.upperBound, data.count)
        guard end > start else { return nil }
        var loop = source.loop
        if let bounds = loop, bounds.upperBound > end - start {
            loop = bounds.lowerBound < end - start ? bounds.lowerBound..<end - start : nil
        }
        let mode: PlayableSample.LoopMode =
            switch source.looping {
            case .never: .none
            case .always: .continuous
            case .untilRelease: .untilRelease
            }
        switch data.frames {
        case .int16(let frames):
            return PlayableSample(
                int16: frames + start, count: end - start, loop: loop, loopMode: mode, ratios: ratios, owner: data)
        case .float(let frames):
            return PlayableSample(
                float: frames + start, count: end - start, loop: loop, loopMode: mode, ratios: ratios, owner: data)
        }
    }
}

extension ClosedRange<Double> {
    /// The least range that holds both.
    func joined(with other: ClosedRange<Double>?) -> ClosedRange<Double> {
        guard let other else { return self }
        return Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
    }
}
