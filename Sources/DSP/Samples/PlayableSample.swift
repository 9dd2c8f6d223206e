import CKernels

/// One sample with at most one loop, ready for voices to read.
///
/// The frames stay where they are. What voices need beside them is made at once, not on the audio thread: silence
/// before the first and after the last frame, the loop's end joined to its start, and for upward transposition copies
/// without the treble that would alias (levels). A level holds as many frames as the sample and takes as much memory.
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
    private let owner: (any AnyObject & Sendable)?

    /// What a voice keeps.
    public var handle: Handle { Handle(pointer: UnsafePointer(sample)) }

    /// Makes a sample of 16-bit frames, whose value is a 32,768th.
    ///
    /// - Parameters:
    ///   - frames: memory that stays valid and unchanged while this object lives.
    ///   - count: how many there are.
    ///   - loop: what repeats; it is cut to the sample, and an empty one is none.
    ///   - ratios: the lowest and highest ratio for which levels are made; nil makes none.
    ///   - owner: what keeps the memory alive, if that is this object's matter.
    /// - Complexity: O(count) for each level, some three a octave; else constant.
    public convenience init(
        int16 frames: UnsafePointer<Int16>, count: Int, loop: Range<Int>? = nil, loopMode: LoopMode = .none,
        ratios: ClosedRange<Double>? = nil, owner: (any AnyObject & Sendable)? = nil
    ) {
        self.init(frames, count, loop, loopMode, ratios, owner)
    }

    /// Makes a sample of floats, as `init(int16:…)` does; none may be infinite or not a number.
    public convenience init(
        float frames: UnsafePointer<Float>, count: Int, loop: Range<Int>? = nil, loopMode: LoopMode = .none,
        ratios: ClosedRange<Double>? = nil, owner: (any AnyObject & Sendable)? = nil
    ) {
        self.init(frames, count, loop, loopMode, ratios, owner)
    }

    private init<Frame: SampleFrame>(
        _ frames: UnsafePointer<Frame>, _ count: Int, _ loop: Range<Int>?, _ loopMode: LoopMode,
        _ ratios: ClosedRange<Double>?, _ owner: (any AnyObject & Sendable)?
    ) {
        ck_voice_prepare()
        let count = min(max(count, 0), Self.longest)
        let range = loop?.clamped(to: 0..<count)
        let mode = range?.isEmpty ?? true ? LoopMode.none : loopMode
        self.count = count
        self.loop = mode == .none ? nil : range
        self.loopMode = mode
        self.owner = owner
        var builder = SampleLevelBuilder(frames: frames, count: count, loop: self.loop, mode: mode)
        builder.makeBase()
        if let ratios { builder.makeLevels(for: ratios) }
        levels = .allocate(capacity: builder.levels.count)
        levels.initialize(from: builder.levels, count: builder.levels.count)
        copies = builder.copies
        memory =
            builder.bytes + MemoryLayout<ck_voice_sample>.stride
            + builder.levels.count * MemoryLayout<ck_voice_level>.stride
        sample = .allocate(capacity: 1)
        sample.initialize(
            to: ck_voice_sample(
                levels: UnsafePointer(levels), levelCount: Int32(builder.levels.count), isFloat: Frame.isFloat,
                loops: mode == .none ? 0 : 1, leavesLoop: mode == .untilRelease ? 1 : 0,
                loopEnd: UInt64(self.loop?.upperBound ?? 0), loopLength: UInt64(self.loop?.count ?? 0)))
    }

    deinit {
        for copy in copies { copy.deallocate() }
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
    /// The scale by which frames with magnitudes up to `peak` are kept.
    static func scale(forPeak peak: Float) -> Float
    /// The frame nearest to a value that was divided by the scale.
    init(nearest value: Float)
}

extension Int16: SampleFrame {
    static var isFloat: Int32 { 0 }
    static var unit: Float { 1 / 32_768 }
    static var silence: Int16 { 0 }
    var float: Float { Float(self) }
    static func scale(forPeak peak: Float) -> Float { Swift.max(peak, 1) / 32_767 }
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
    static func scale(forPeak peak: Float) -> Float { 1 }
    init(nearest value: Float) { self = value }
}
