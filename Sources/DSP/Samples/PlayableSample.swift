import CKernels

#if canImport(Glibc)
    import Glibc
#endif

/// One sample with at most one loop, ready for voices to read.
///
/// The frames stay where they are. What voices need beside them is made at once, not on the audio thread: silence
/// before the first and after the last frame, the loop's end joined to its start, and for upward transposition copies
/// without the treble that would alias (levels). A level holds as many frames as the sample and takes as much memory.
///
/// A sample may be played while its frames are still being brought in: made with those that are there, it is extended
/// by those that follow. What voices read is the same as if all had been there from the start; a voice that gets to
/// what is not there ends.
public final class PlayableSample: @unchecked Sendable {
    /// When a sample goes round in its loop.
    public enum LoopMode: Sendable {
        /// Never: it is played to its end.
        case none
        /// For ever.
        case continuous
        /// Until the release, then it is played to its end.
        case untilRelease
    }

    /// What a voice keeps of a sample: a trivial value, valid as long as the sample lives.
    public struct Handle: @unchecked Sendable {
        let pointer: UnsafePointer<ck_voice_sample>
    }

    /// The most frames that a sample has; those beyond are left out.
    public static let longest = Int(Int32.max) - 65_536

    /// Frames.
    public let count: Int
    /// The frames that repeat; nil when none do.
    public let loop: Range<Int>?
    /// When they do.
    public let loopMode: LoopMode
    /// Bytes of memory that this object takes beside the frames themselves.
    public let memory: Int

    private let sample: UnsafeMutablePointer<ck_voice_sample>
    private let levels: UnsafeMutablePointer<ck_voice_level>
    private let copies: [UnsafeMutableRawPointer]
    private let wanted: UnsafeMutablePointer<Int32>
    private let owner: (any AnyObject & Sendable)?
    /// What is still to be made; nil when nothing is.
    private var growth: (any SampleGrowth)?
    private var available = -1

    /// What a voice keeps.
    public var handle: Handle { Handle(pointer: UnsafePointer(sample)) }

    /// Makes a sample of 16-bit frames, whose value is a 32,768th.
    ///
    /// - Parameters:
    ///   - frames: memory that stays valid and unchanged while this object lives.
    ///   - count: how many there are.
    ///   - loop: what repeats; it is cut to the sample, and an empty one is none.
    ///   - ratios: the lowest and highest ratio for which levels are made; nil makes none.
    ///   - available: how many frames are there already, from the first; nil for all. The others must not change any
    ///     more once `extend(to:)` has told of them.
    ///   - owner: what keeps the memory alive, if that is this object's matter.
    /// - Complexity: O(count) for each level, some three a octave; else constant.
    public convenience init(
        int16 frames: UnsafePointer<Int16>, count: Int, loop: Range<Int>? = nil, loopMode: LoopMode = .none,
        ratios: ClosedRange<Double>? = nil, available: Int? = nil, owner: (any AnyObject & Sendable)? = nil
    ) {
        self.init(frames, count, loop, loopMode, ratios, available, owner)
    }

    /// Makes a sample of floats, as `init(int16:…)` does; none may be infinite or not a number.
    public convenience init(
        float frames: UnsafePointer<Float>, count: Int, loop: Range<Int>? = nil, loopMode: LoopMode = .none,
        ratios: ClosedRange<Double>? = nil, available: Int? = nil, owner: (any AnyObject & Sendable)? = nil
    ) {
        self.init(frames, count, loop, loopMode, ratios, available, owner)
    }

    private init<Frame: SampleFrame>(
        _ frames: UnsafePointer<Frame>, _ count: Int, _ loop: Range<Int>?, _ loopMode: LoopMode,
        _ ratios: ClosedRange<Double>?, _ available: Int?, _ owner: (any AnyObject & Sendable)?
    ) {
        ck_voice_prepare()
        let count = min(max(count, 0), Self.longest)
        let range = loop?.clamped(to: 0..<count)
        let mode = range?.isEmpty ?? true ? LoopMode.none : loopMode
        self.count = count
        self.loop = mode == .none ? nil : range
        self.loopMode = mode
        self.owner = owner
        let builder = SampleLevelBuilder(frames: frames, count: count, loop: self.loop, mode: mode)
        builder.layBase()
        if let ratios { builder.layLevels(for: ratios) }
        levels = .allocate(capacity: builder.levels.count)
        levels.initialize(from: builder.levels, count: builder.levels.count)
        copies = builder.copies
        memory =
            builder.bytes + MemoryLayout<ck_voice_sample>.stride
            + builder.levels.count * MemoryLayout<ck_voice_level>.stride
        wanted = .allocate(capacity: 1)
        wanted.initialize(to: 0)
        sample = .allocate(capacity: 1)
        sample.initialize(
            to: ck_voice_sample(
                levels: UnsafePointer(levels), levelCount: Int32(builder.levels.count), isFloat: Frame.isFloat,
                loops: mode == .none ? 0 : 1, leavesLoop: mode == .untilRelease ? 1 : 0,
                loopEnd: UInt64(self.loop?.upperBound ?? 0), loopLength: UInt64(self.loop?.count ?? 0),
                wanted: wanted))
        growth = builder
        extend(to: available ?? count)
    }

    /// Makes what voices need of more frames.
    ///
    /// Voices may read meanwhile, on another thread; of several threads that extend it, one at a time.
    ///
    /// - Parameters:
    ///   - available: how many frames are there now, from the first; never fewer than before.
    ///   - silentFrom: the frame from which on all are zero, which saves work and memory; nil if that is not known.
    /// - Complexity: O(new frames) for each level.
    public func extend(to available: Int, silentFrom: Int? = nil) {
        let available = min(max(available, 0), count)
        guard let growth, available > self.available else { return }
        self.available = available
        if growth.grow(to: available, silentFrom: min(silentFrom ?? count, count), in: levels) { self.growth = nil }
    }

    /// Whether all that voices may need is there; for the threads that extend it.
    public var isComplete: Bool { growth == nil }

    /// Whether a voice has come near to the end of what is there since this was last asked.
    public func takeWish() -> Bool { ck_voice_take_wish(sample) != 0 }

    deinit {
        for copy in copies { free(copy) }
        wanted.deallocate()
        levels.deallocate()
        sample.deallocate()
    }
}

/// A kind of number that samples are made of.
protocol SampleFrame: BitwiseCopyable {
    /// As `ck_voice_sample` says it.
    static var isFloat: Int32 { get }
    /// What a frame of value 1 sounds as.
    static var unit: Float { get }
    static var silence: Self { get }
    /// The frame as a float, in its own units.
    var float: Float { get }
    /// The scale by which a level's frames are kept. It cannot depend on the sample's peak, which is not known before
    /// its last frame.
    static var levelScale: Float { get }
    /// The frame nearest to a value that was divided by the scale.
    init(nearest value: Float)
}

extension Int16: SampleFrame {
    static var isFloat: Int32 { 0 }
    static var unit: Float { 1 / 32_768 }
    static var silence: Int16 { 0 }
    var float: Float { Float(self) }
    // A square wave's fundamental alone is 4/π times as high as the wave; what is beyond 1.5 is cut.
    static var levelScale: Float { 1.5 }
    // Added to 1.5 × 2^23, a float has its nearest whole number in its lowest bits: no call, no trap.
    init(nearest value: Float) {
        self.init(truncatingIfNeeded: (Swift.min(Swift.max(value, -32_767), 32_767) + 12_582_912).bitPattern)
    }
}

extension Float: SampleFrame {
    static var isFloat: Int32 { 1 }
    static var unit: Float { 1 }
    static var silence: Float { 0 }
    var float: Float { self }
    static var levelScale: Float { 1 }
    init(nearest value: Float) { self = value }
}
