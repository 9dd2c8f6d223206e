import CKernels

#if canImport(Glibc)
    import Glibc
#endif

/// Makes more of a sample as more of its frames are there.
protocol SampleGrowth: AnyObject {
    /// Makes and publishes what frames before `available` allow, those from `silentFrom` on being zero; true when all
    /// is made.
    func grow(to available: Int, silentFrom: Int, in levels: UnsafeMutablePointer<ck_voice_level>) -> Bool
}

/// Makes what voices read of a sample: pieces of memory in which every frame has its neighbours, and levels.
///
/// In a loop a voice goes round late: not at the loop's end but when all that it reads lies in the repetition. The
/// frames beyond the loop's end, those of its start again, are in a copy. So kernels read without a branch, and every
/// frame is what it would be if the loop were written out.
///
/// First all is laid out: the memory is taken (the system gives pages as they are written) and the pieces' places are
/// fixed. Then `grow` fills it, in as many steps as frames come in.
final class SampleLevelBuilder<Frame: SampleFrame>: SampleGrowth {
    let frames: UnsafePointer<Frame>
    let count: Int
    let loop: Range<Int>?
    let mode: PlayableSample.LoopMode

    /// As laid out, with nothing published.
    private(set) var levels: [ck_voice_level] = []
    private(set) var copies: [UnsafeMutableRawPointer] = []
    private(set) var bytes = 0
    /// The paths that are not finished.
    var unfinished: [Path] = []

    /// A path in the making.
    struct Path {
        var level: Int
        var looped: Bool
        /// What is copied around the start and around the end of the sample itself; for a level the whole of it.
        var copies: [Copy]
        /// The low-pass; empty for the sample itself.
        var taps: [Float] = []
    }

    /// A copy and how far it is filled; `memory` is where frame 0 would be.
    struct Copy {
        var memory: UnsafeMutablePointer<Frame>
        var range: Range<Int>
        var filled: Int
    }

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

    /// Frames of the sample that a way leads through.
    func limit(looped: Bool) -> Int { looped ? loop?.upperBound ?? count : count }

    /// A frame of the sample as it is heard: silence outside it, or the loop written out.
    @inline(__always)
    func frame(_ index: Int, looped: Bool) -> Frame {
        if index < 0 { return .silence }
        if looped, let loop, index >= loop.upperBound {
            return frames[loop.lowerBound + (index - loop.lowerBound) % loop.count]
        }
        return index < count ? frames[index] : .silence
    }

    /// Takes memory for a range of frames, zeroed.
    private func allocate(_ range: Range<Int>) -> Copy {
        let size = range.count * MemoryLayout<Frame>.stride
        guard let raw = calloc(max(1, size), 1) else { fatalError("out of memory") }
        copies.append(raw)
        bytes += size
        let memory = raw.bindMemory(to: Frame.self, capacity: range.count) - range.lowerBound
        return Copy(memory: memory, range: range, filled: range.lowerBound)
    }

    /// Lays out the sample itself, with copies only around its start, its end and the loop's end.
    func layBase() {
        var level = ck_voice_level()
        level.ratio = SampleLevels.bounds[0]
        if mode != .none { level.looped = basePath(looped: true) }
        if mode != .continuous { level.once = basePath(looped: false) }
        levels.append(level)
    }

    private func basePath(looped: Bool) -> ck_voice_path {
        let end = end(looped: looped, reach: 0)
        let margin = Self.margin
        // Where the last frame lies that has all its neighbours in the sample itself.
        let solid = limit(looped: looped) - margin
        let isWhole = solid <= 4 * margin
        let ranges = isWhole ? [0..<end] : [0..<margin, solid..<end]
        let copies = ranges.map { allocate($0.lowerBound - margin..<$0.upperBound + margin) }
        var pieces = zip(copies, ranges).map { copy, range in
            ck_voice_piece(frames: UnsafeRawPointer(copy.memory), end: UInt64(range.upperBound))
        }
        if !isWhole {
            pieces.insert(ck_voice_piece(frames: UnsafeRawPointer(frames), end: UInt64(solid)), at: 1)
        }
        unfinished.append(Path(level: levels.count, looped: looped, copies: copies))
        return path(pieces, looped: looped, scale: Frame.unit)
    }

    private func path(_ pieces: [ck_voice_piece], looped: Bool, scale: Float) -> ck_voice_path {
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

    /// Lays out low-passed copies for the ratios above the first bound.
    func layLevels(for ratios: ClosedRange<Double>) {
        for index in SampleLevels.range(for: ratios) {
            let taps = SampleLevels.lowPass(for: SampleLevels.bounds[index])
            var level = ck_voice_level()
            level.ratio = SampleLevels.bounds[index]
            if mode != .none { level.looped = levelPath(looped: true, taps) }
            if mode != .continuous { level.once = levelPath(looped: false, taps) }
            levels.append(level)
        }
    }

    private func levelPath(looped: Bool, _ taps: [Float]) -> ck_voice_path {
        let end = end(looped: looped, reach: taps.count / 2)
        let copy = allocate(-Self.margin..<end + Self.margin)
        unfinished.append(Path(level: levels.count, looped: looped, copies: [copy], taps: taps))
        let piece = ck_voice_piece(frames: UnsafeRawPointer(copy.memory), end: UInt64(end))
        return path([piece], looped: looped, scale: Frame.unit * Frame.levelScale)
    }
}
