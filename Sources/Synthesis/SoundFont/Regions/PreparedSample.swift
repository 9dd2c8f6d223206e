import DSP
import SoundFonts
import Synchronization

/// A part of a sample as far as it is prepared; it is locked while it is loaded, so that different ones are loaded at
/// the same time. Not for the audio thread.
final class PreparedSample: @unchecked Sendable {
    private let source: PreparedPreset.Source
    private let state = Mutex(State())

    private struct State {
        var sample: PlayableSample?
        var ratios: ClosedRange<Double>?
        /// Frames that have been demanded.
        var frames = 0
        /// Samples that were replaced by others with more levels; voices may still play them.
        var replaced: [PlayableSample] = []
        var hasFailed = false
        var isShort = false
    }

    init(_ source: PreparedPreset.Source) { self.source = source }

    /// Loads what is demanded and publishes it.
    ///
    /// - Returns: what went wrong, told once.
    func load(_ demand: SampleDemand, from store: SampleStore) -> SoundFontError? {
        state.withLock { state in
            guard !state.hasFailed else { return nil }
            let ratios = demand.ratios.joined(with: state.ratios)
            state.frames = max(state.frames, reach(demand.frames))
            let failure = extend(&state, ratios: ratios, from: store)
            if let sample = state.sample {
                for user in demand.users { user.preset.publish(sample, region: user.region) }
            }
            return failure
        }
    }

    /// Loads all of it if a voice has asked for more than was demanded.
    ///
    /// - Returns: whether voices may still ask for more.
    func grantWish(from store: SampleStore) -> Bool {
        state.withLock { state in
            guard !state.hasFailed, let sample = state.sample, !sample.isComplete else { return false }
            guard sample.takeWish(), let ratios = state.ratios else { return true }
            state.frames = reach(.max)
            _ = extend(&state, ratios: ratios, from: store)
            return !sample.isComplete
        }
    }

    /// Nothing beyond the end of a loop that is never left can be heard.
    private func reach(_ frames: Int) -> Int {
        guard source.looping == .always, let loop = source.loop else { return frames }
        return min(frames, loop.upperBound)
    }

    private func extend(_ state: inout State, ratios: ClosedRange<Double>, from store: SampleStore) -> SoundFontError? {
        let start = source.extent.lowerBound
        let (end, isTooFar) = start.addingReportingOverflow(state.frames)
        do throws(SoundFontError) {
            let data = try store.load(source.sample, frames: isTooFar ? .max : end)
            // Others may have had more of the sample loaded; levels are made no further than is needed here.
            let isWhole = data.availableFrames >= data.count
            let available = isWhole ? data.count - start : min(data.availableFrames - start, state.frames)
            let silentFrom = isWhole ? max(0, data.silentFrom - start) : nil
            if let sample = state.sample, state.ratios == ratios {
                sample.extend(to: available, silentFrom: silentFrom)
            } else if let made = playable(data, ratios: ratios, available: available, silentFrom: silentFrom) {
                if let old = state.sample { state.replaced.append(old) }
                state.sample = made
            }
            state.ratios = ratios
            // What voices have asked for up to now is there.
            _ = state.sample?.takeWish()
            guard data.silentFrom < data.count, !state.isShort else { return nil }
            state.isShort = true
            return store.shortfall(of: source.sample)
        } catch {
            // What was loaded before is still good.
            state.hasFailed = true
            return error
        }
    }

    private func playable(
        _ data: SampleData, ratios: ClosedRange<Double>, available: Int, silentFrom: Int?
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
        // Made with nothing first, since only `extend` can be told of silence.
        let sample =
            switch data.frames {
            case .int16(let frames):
                PlayableSample(
                    int16: frames + start, count: end - start, loop: loop, loopMode: mode, ratios: ratios,
                    available: 0, owner: data)
            case .float(let frames):
                PlayableSample(
                    float: frames + start, count: end - start, loop: loop, loopMode: mode, ratios: ratios,
                    available: 0, owner: data)
            }
        sample.extend(to: available, silentFrom: silentFrom)
        return sample
    }
}
