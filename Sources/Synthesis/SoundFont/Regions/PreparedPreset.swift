import DSP
import SoundFonts
import Synchronization

/// A preset laid out for the audio thread, and which of its samples are there.
///
/// All but the samples' places is fixed once it is made. A sample's place is published when the sample is ready, so
/// that samples may be loaded while the preset is played.
final class PreparedPreset: @unchecked Sendable {
    /// What part of which sample a region plays.
    struct Source: Hashable {
        var sample: Int
        /// Frames of the sample.
        var extent: Range<Int>
        /// Frames from the extent's start; nil without a loop.
        var loop: Range<Int>?
        var looping = PlayableRegion.Looping.never
    }

    let count: Int
    let regions: UnsafeMutablePointer<PlayableRegion>
    /// Where each region's sample is, as the bits of a pointer; 0 while it is not.
    let samples: UnsafeMutablePointer<Atomic<UInt>>
    /// What each region plays.
    let sources: [Source]
    private let modulators: UnsafeMutablePointer<CompiledModulator>

    init(_ resolved: [Region], font: SoundFont, sampleRate: Double) {
        let usable = resolved.filter {
            font.samples.indices.contains($0.sample) && !font.samples[$0.sample].extent.isEmpty
        }
        count = usable.count
        let compiled = usable.map { CompiledModulator.compile($0.modulators) }
        modulators = .allocate(capacity: max(1, compiled.reduce(0) { $0 + $1.count }))
        regions = .allocate(capacity: max(1, count))
        samples = .allocate(capacity: max(1, count))
        var sources: [Source] = []
        var place = modulators
        for (index, region) in usable.enumerated() {
            compiled[index].withUnsafeBufferPointer { list in
                if let base = list.baseAddress { place.initialize(from: base, count: list.count) }
            }
            let header = font.samples[region.sample]
            (regions + index)
                .initialize(
                    to: PlayableRegion(
                        region, header: header, modulators: place, count: compiled[index].count,
                        sampleRate: sampleRate))
            (samples + index).initialize(to: Atomic(0))
            sources.append(Self.source(of: region, header: header, looping: regions[index].looping))
            place += compiled[index].count
        }
        self.sources = sources
    }

    deinit {
        (samples).deinitialize(count: count)
        samples.deallocate()
        regions.deallocate()
        modulators.deallocate()
    }

    /// Applies the address offsets (SoundFont 2.04, section 8.1.2, generators 0–4, 12, 45 and 50).
    ///
    /// Of compressed samples the length is known only when they are decoded; their offsets are from the start alone.
    private static func source(
        of region: Region, header: SampleHeader, looping: PlayableRegion.Looping
    ) -> Source {
        func offset(_ fine: Generator, _ coarse: Generator) -> Int {
            Int(region.generators[fine]) + 32_768 * Int(region.generators[coarse])
        }
        let length = header.isCompressed ? Int(Int32.max) : header.extent.count
        let start = min(max(0, offset(.startAddressOffset, .startAddressCoarseOffset)), length - 1)
        let cut = header.isCompressed ? 0 : min(0, offset(.endAddressOffset, .endAddressCoarseOffset))
        let end = max(start + 1, length + cut)
        let first = header.loop.lowerBound + offset(.loopStartAddressOffset, .loopStartAddressCoarseOffset)
        let last = header.loop.upperBound + offset(.loopEndAddressOffset, .loopEndAddressCoarseOffset)
        var loop: Range<Int>?
        if looping != .never, !header.loop.isEmpty || last > first {
            let bounded = max(start, first)..<max(start, first, min(end, last))
            if !bounded.isEmpty { loop = bounded.lowerBound - start..<bounded.upperBound - start }
        }
        return Source(sample: region.sample, extent: start..<end, loop: loop, looping: loop == nil ? .never : looping)
    }

    /// Lets the audio thread play a sample, which has to live as long as the preset.
    func publish(_ sample: PlayableSample, region: Int) {
        samples[region].store(UInt(bitPattern: Unmanaged.passUnretained(sample).toOpaque()), ordering: .releasing)
    }

    /// Whether modulators move the frame that a region's sample begins with.
    func movesStart(region index: Int) -> Bool {
        let region = regions + index
        return (0..<Int(region.pointee.modulatorCount))
            .contains { place in
                [Generator.startAddressOffset, .startAddressCoarseOffset]
                    .contains { Int32($0.rawValue) == region.pointee.modulators[place].destination }
            }
    }

    /// Seconds that a region's voices sound on when they are let go, controllers aside.
    func release(region index: Int) -> Double {
        let timecents = regions[index].generators[Int(Generator.volumeEnvelopeRelease.rawValue)]
        return Double(FastExponential.power(min(8_000, timecents) / 1_200))
    }

    /// Between which numbers of frames of the sample a frame of output lies for a key, wheel and controllers aside.
    func ratios(region index: Int, key: Int) -> ClosedRange<Double> {
        let region = regions + index
        let sounding = region.pointee.fixedKey >= 0 ? Float(region.pointee.fixedKey) : Float(key)
        func value(_ generator: Generator) -> Float { region.pointee.generators[Int(generator.rawValue)] }
        var cents = value(.scaleTuning) * (sounding - region.pointee.rootKey) + region.pointee.correction
        cents += value(.coarseTune) * 100 + value(.fineTune)
        let swing = abs(value(.modulationLFOToPitch)) + abs(value(.vibratoLFOToPitch))
        let envelope = value(.modulationEnvelopeToPitch)
        func ratio(_ cents: Float) -> Double {
            region.pointee.rateRatio * Double(FastExponential.power(cents / 1_200))
        }
        return ratio(cents - swing + min(0, envelope))...ratio(cents + swing + max(0, envelope))
    }
}
