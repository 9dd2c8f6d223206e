import Basics
import CKernels
import DSP

extension ScoreRenderer {
    /// Seconds after which an automatic tail ends in any case.
    public static let longestTail = 20.0
    /// Decibels under the piece's peak at which an automatic tail ends.
    public static let tailFloor = -66.0

    /// Renders the whole score from its start, tail included, into memory.
    ///
    /// The true peak is brought to `normalisePeak` plus a negative `gain`; a positive one goes into a limiter that
    /// holds `normalisePeak`. Without it the level is the instruments' with `gain`, limited to −1 dBTP. An
    /// automatic tail ends in a short fade. A score without notes gives silence of its length.
    ///
    /// - Complexity: O(frames × sounding voices) time, 8 bytes a frame; see `rendered(keeping:progress:)` for long
    ///   scores.
    public func render() -> StereoBuffer {
        render { _ in }
    }

    /// Renders the whole score as `render()` does, and tells how far it is.
    ///
    /// - Parameter progress: told about every tenth of a second of sound which share of the score is done, tail aside;
    ///   what it throws ends the rendering.
    public func render(progress: (Double) throws -> Void) rethrows -> StereoBuffer {
        var buffer = StereoBuffer(frames: 0, sampleRate: settings.sampleRate)
        buffer.left.reserveCapacity(sequencer.endFrame)
        buffer.right.reserveCapacity(sequencer.endFrame)
        let extent = try produce(progress: progress) { left, right in
            buffer.left.append(contentsOf: left)
            buffer.right.append(contentsOf: right)
        }
        var finish = RenderFinish(extent, settings: settings)
        let late = finish.latency
        buffer.left.append(contentsOf: repeatElement(0, count: late))
        buffer.right.append(contentsOf: repeatElement(0, count: late))
        let frames = buffer.frames
        buffer.left.withUnsafeMutableBufferPointer { left in
            buffer.right.withUnsafeMutableBufferPointer { right in
                guard let left = left.baseAddress, let right = right.baseAddress else { return }
                finish.apply(left: left, right: right, frames: frames)
            }
        }
        buffer.left.removeFirst(late)
        buffer.right.removeFirst(late)
        return buffer
    }

    /// Renders the whole score as `render()` does, keeping a limited part of it in memory and the rest in a temporary
    /// file.
    ///
    /// - Parameters:
    ///   - memory: bytes to keep in memory; 8 hold a frame.
    ///   - progress: as that of `render(progress:)`.
    /// - Throws: `RenderError.cannotKeep` when the temporary file cannot be written; what `progress` throws.
    public func rendered(keeping memory: Int = 4 << 20, progress: (Double) throws -> Void) throws -> RenderedSound {
        let spool = FrameSpool(memory: memory)
        let extent = try produce(progress: progress) { left, right in try spool.append(left: left, right: right) }
        return RenderedSound(spool, extent: extent, endFrame: sequencer.endFrame, settings: settings)
    }

    /// Renders without gain and limiter from the start to the end of the tail, a tenth of a second at a time.
    private func produce(
        progress: (Double) throws -> Void,
        sink: (UnsafeBufferPointer<Float>, UnsafeBufferPointer<Float>) throws -> Void
    ) rethrows -> RenderExtent {
        // Several threads only here: live blocks must not wait for a pool of workers.
        rack.threads = settings.threads == 0 ? ProcessorCount.value : settings.threads
        defer { rack.threads = 1 }
        rack.complete(sequencer)
        seek(toSeconds: 0)
        let fixedTail: Double? = if case .seconds(let seconds) = settings.tail { seconds } else { nil }
        let total = sequencer.endFrame + Int(((fixedTail ?? Self.longestTail) * settings.sampleRate).rounded())
        let block = Int(settings.sampleRate / 10)
        let floor = Decibels.amplitude(Self.tailFloor)
        let left = UnsafeMutableBufferPointer<Float>.allocate(capacity: block)
        let right = UnsafeMutableBufferPointer<Float>.allocate(capacity: block)
        defer {
            left.deallocate()
            right.deallocate()
        }
        left.initialize(repeating: 0)
        right.initialize(repeating: 0)
        guard let leftBase = left.baseAddress, let rightBase = right.baseAddress else { return RenderExtent() }
        var extent = RenderExtent()
        let meters = (
            TruePeakMeter(sampleRate: settings.sampleRate), TruePeakMeter(sampleRate: settings.sampleRate)
        )
        var quiet = 0
        while extent.frames < total {
            if fixedTail == nil, extent.peak == 0, isPastLastEvent, synthesizer.isSilent { return extent }
            // The last block of the score ends with it, so that silence has its exact length.
            let stop = extent.frames < sequencer.endFrame ? sequencer.endFrame : total
            let count = min(block, stop - extent.frames)
            renderDry(left: leftBase, right: rightBase, frames: count)
            rack.trim()
            try sink(UnsafeBufferPointer(rebasing: left[..<count]), UnsafeBufferPointer(rebasing: right[..<count]))
            let loudest = max(ck_peak(leftBase, Int64(count)), ck_peak(rightBase, Int64(count)))
            extent.peak = max(extent.peak, loudest)
            meters.0.add(leftBase, count: count)
            meters.1.add(rightBase, count: count)
            extent.frames += count
            try progress(min(1, Double(extent.frames) / Double(max(1, sequencer.endFrame))))
            guard fixedTail == nil, extent.frames >= sequencer.endFrame else { continue }
            // Two quiet blocks, so that a beat's trough does not end the piece.
            quiet = loudest <= extent.peak * floor ? quiet + 1 : 0
            if quiet >= 2 {
                extent.fade = count
                break
            }
        }
        // A tail that reached its limit is faded, not cut.
        if fixedTail == nil, quiet < 2 { extent.fade = min(Int(settings.sampleRate), total - sequencer.endFrame) }
        extent.truePeak = max(meters.0.peak, meters.1.peak)
        return extent
    }
}
