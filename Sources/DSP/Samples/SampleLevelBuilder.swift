import CKernels

/// Makes what voices read of a sample: pieces of memory in which every frame has its neighbours, and levels.
///
/// In a loop a voice goes round late: not at the loop's end but when all that it reads lies in the repetition. The
/// frames beyond the loop's end, those of its start again, are in a copy. So kernels read without a branch, and every
/// frame is what it would be if the loop were written out.
struct SampleLevelBuilder<Frame: SampleFrame> {
    let frames: UnsafePointer<Frame>
    let count: Int
    let loop: Range<Int>?
    let mode: PlayableSample.LoopMode

    private(set) var levels: [ck_voice_level] = []
    private(set) var copies: [UnsafeMutableRawPointer] = []
    private(set) var bytes = 0

    /// Frames of neighbours on each side.
    static var margin: Int { Int(CK_VOICE_MARGIN) }
    /// Shorter loops are written out several times, so that a call rarely goes round more than once.
    static var shortestLoop: Int { 64 }

    init(frames: UnsafePointer<Frame>, count: Int, loop: Range<Int>?, mode: PlayableSample.LoopMode) {
        self.frames = frames
        self.count = count
        self.loop = loop
        self.mode = mode
    }

    /// Frames to go back at the end of a way through the loop: whole turns.
    var turn: Int {
        guard let loop else { return 0 }
        return loop.count * ((Self.shortestLoop + loop.count - 1) / loop.count)
    }

    /// The end of a way: the sample's, or for the loop the frame where, `reach` neighbours considered, all is
    /// repetition.
    func end(looped: Bool, reach: Int) -> Int {
        guard looped, let loop else { return count }
        return loop.lowerBound + Self.margin + reach + turn
    }

    /// A frame of the sample as it is heard: silence outside it, or the loop written out.
    @inline(__always)
    func frame(_ index: Int, looped: Bool) -> Frame {
        if index < 0 { return .silence }
        if looped, let loop, index >= loop.upperBound {
            return frames[loop.lowerBound + (index - loop.lowerBound) % loop.count]
        }
        return index < count ? frames[index] : .silence
    }

    /// Takes memory for frames of a range; the pointer returned is to frame 0 of the range's numbers.
    mutating func allocate(_ range: Range<Int>) -> UnsafeMutablePointer<Frame> {
        let size = range.count * MemoryLayout<Frame>.stride
        let raw = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
        copies.append(raw)
        bytes += size
        return raw.bindMemory(to: Frame.self, capacity: range.count) - range.lowerBound
    }

    /// The sample itself, with copies only around its start, its end and the loop's end.
    mutating func makeBase() {
        var level = ck_voice_level()
        level.ratio = SampleLevels.bounds[0]
        if mode != .none { level.looped = basePath(looped: true) }
        if mode != .continuous { level.once = basePath(looped: false) }
        levels.append(level)
    }

    private mutating func basePath(looped: Bool) -> ck_voice_path {
        let end = end(looped: looped, reach: 0)
        let margin = Self.margin
        // Where the last frame lies that has all its neighbours in the sample itself.
        let solid = (looped ? loop?.upperBound ?? count : count) - margin
        var pieces: [ck_voice_piece] = []
        if solid > 4 * margin {
            pieces.append(copy(0..<margin, looped: looped))
            pieces.append(ck_voice_piece(frames: UnsafeRawPointer(frames), end: UInt64(solid)))
            pieces.append(copy(solid..<end, looped: looped))
        } else {
            pieces.append(copy(0..<end, looped: looped))
        }
        return path(pieces, looped: looped, scale: Frame.unit)
    }

    private mutating func copy(_ range: Range<Int>, looped: Bool) -> ck_voice_piece {
        let wide = (range.lowerBound - Self.margin)..<(range.upperBound + Self.margin)
        let memory = allocate(wide)
        for index in wide { (memory + index).initialize(to: frame(index, looped: looped)) }
        return ck_voice_piece(frames: UnsafeRawPointer(memory), end: UInt64(range.upperBound))
    }

    func path(_ pieces: [ck_voice_piece], looped: Bool, scale: Float) -> ck_voice_path {
        var path = ck_voice_path()
        path.pieces.0 = pieces[0]
        if pieces.count > 1 { path.pieces.1 = pieces[1] }
        if pieces.count > 2 { path.pieces.2 = pieces[2] }
        path.pieceCount = Int32(pieces.count)
        path.scale = scale
        path.end = pieces[pieces.count - 1].end
        path.loopLength = looped ? UInt64(turn) : 0
        return path
    }

    /// Low-passed copies for the ratios above the first bound.
    mutating func makeLevels(for ratios: ClosedRange<Double>) {
        let range = SampleLevels.range(for: ratios)
        guard !range.isEmpty else { return }
        let source = UnsafeBufferPointer(start: frames, count: count)
        var peak: Float = 0
        for frame in source { peak = max(peak, abs(frame.float)) }
        for index in range {
            let taps = SampleLevels.lowPass(for: SampleLevels.bounds[index])
            let gain = taps.reduce(0) { $0 + abs($1) }
            let scale = Frame.scale(forPeak: peak * gain)
            var level = ck_voice_level()
            level.ratio = SampleLevels.bounds[index]
            if mode != .none { level.looped = levelPath(looped: true, taps, scale) }
            if mode != .continuous { level.once = levelPath(looped: false, taps, scale) }
            levels.append(level)
        }
    }

    private mutating func levelPath(looped: Bool, _ taps: [Float], _ scale: Float) -> ck_voice_path {
        let half = taps.count / 2
        let end = end(looped: looped, reach: half)
        let range = -Self.margin..<(end + Self.margin)
        let memory = allocate(range)
        // In blocks, so that little memory is needed beside the result.
        let block = 8_192
        var input = [Float](repeating: 0, count: block + taps.count)
        var output = [Float](repeating: 0, count: block)
        let unscale = 1 / scale
        for start in stride(from: range.lowerBound, to: range.upperBound, by: block) {
            let length = min(block, range.upperBound - start)
            gather(from: start - half, count: length + taps.count - 1, looped: looped, into: &input)
            ck_voice_convolve(input, taps, Int32(taps.count), &output, Int64(length))
            let target = memory + start
            output.withUnsafeBufferPointer { output in
                for offset in 0..<length { target[offset] = Frame(nearest: output[offset] * unscale) }
            }
        }
        let piece = ck_voice_piece(frames: UnsafeRawPointer(memory), end: UInt64(end))
        return path([piece], looped: looped, scale: Frame.unit * scale)
    }

    /// Frames of the sample as it is heard, as floats; those of the sample itself, nearly all, without a choice for each.
    private func gather(from start: Int, count: Int, looped: Bool, into output: inout [Float]) {
        let end = start + count
        let first = max(start, min(end, 0))
        let last = max(first, min(end, looped ? loop?.upperBound ?? self.count : self.count))
        output.withUnsafeMutableBufferPointer { output in
            for index in start..<first { output[index - start] = 0 }
            for index in first..<last { output[index - start] = frames[index].float }
            for index in last..<end { output[index - start] = frame(index, looped: looped).float }
        }
    }
}
