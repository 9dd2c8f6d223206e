import CKernels
import DSP
import Dispatch
import Glibc

/// Voices in parts that may be rendered at the same time.
protocol PartitionedVoices: AnyObject, SendableMetatype {
    /// Renders the next step of a part.
    ///
    /// The steps of a part come one after another, though not always on the same thread; those of different parts
    /// may come at the same time.
    ///
    /// - Parameter worker: the thread's number in its crew, for memory that no other thread may use.
    /// - Returns: whether there are more.
    func renderStep(of part: Int, worker: Int, frames: Int) -> Bool
}

/// Threads that share out the parts of an instrument's voices, one stretch of frames after another.
///
/// A score's events cut its rendering into pieces of a fraction of a millisecond, less than it takes to wake a
/// thread. So helpers look out for the next piece for a while before they go to sleep. Each worker has parts of its
/// own, whose voices stay in its core's cache from piece to piece, and takes from the others' only when those are
/// done. It renders the first step of each of them, then the second of each: so what is left at the end of a piece is
/// a step of many parts, which go round, rather than all steps of one, for which all others would have to wait. Not
/// for live sound.
final class RenderCrew<Voices: PartitionedVoices> {
    private var bench: RenderBench<Voices>?

    deinit { bench?.close() }

    /// Renders all steps of parts, and returns when all are done.
    ///
    /// - Parameters:
    ///   - parts: a bit for each.
    ///   - workers: threads, at least 2: the caller's own, which is number 0, and helpers, who are hired by the first
    ///     call and stay.
    func render(_ voices: Voices, parts: UInt32, frames: Int, workers: Int) {
        hired(workers).run(.passUnretained(voices), parts: parts, frames: frames)
    }

    private func hired(_ workers: Int) -> RenderBench<Voices> {
        if let bench, bench.workers == workers { return bench }
        bench?.close()
        let bench = RenderBench<Voices>(workers: workers)
        self.bench = bench
        for helper in 1..<workers {
            DispatchQueue(label: "musicgen.render", qos: .userInitiated).async { bench.help(as: helper) }
        }
        return bench
    }
}

/// What the workers of a crew share.
///
/// What is to be rendered is written before the parts are laid out, and parts are laid out only when all those of the
/// piece before are done. So whoever takes a part sees the piece that it belongs to.
private final class RenderBench<Voices: PartitionedVoices>: @unchecked Sendable {
    /// A bit for each part that nobody has taken.
    private let open = LoneAtomic()
    private let done = LoneAtomic()
    private let asleep = LoneAtomic()
    private let closed = LoneAtomic()
    private let bell = DispatchSemaphore(value: 0)
    let workers: Int
    /// The bits of each worker's own parts.
    private let own: [UInt32]
    private var voices: Unmanaged<Voices>?
    private var frames = 0

    init(workers: Int) {
        self.workers = workers
        own = (0..<workers).map { worker in
            (0..<32).reduce(0) { $1 % workers == worker ? $0 | 1 << UInt32($1) : $0 }
        }
    }

    func run(_ voices: Unmanaged<Voices>, parts: UInt32, frames: Int) {
        self.voices = voices
        self.frames = frames
        done.value.pointee.store(0, ordering: .relaxed)
        open.value.pointee.store(Int(parts), ordering: .sequentiallyConsistent)
        if asleep.value.pointee.load(ordering: .sequentiallyConsistent) > 0 {
            for _ in 0..<asleep.value.pointee.exchange(0, ordering: .sequentiallyConsistent) { bell.signal() }
        }
        let count = parts.nonzeroBitCount
        var patience = 0
        while true {
            work(as: 0)
            if done.value.pointee.load(ordering: .acquiring) == count { return }
            ck_spin_pause()
            patience += 1
            if patience > 5_000 { sched_yield() }
        }
    }

    /// Renders steps until no part is left that another thread is not at.
    private func work(as worker: Int) {
        var last = -1
        while let part = take(own[worker], after: last) {
            guard let voices else { return }
            let isDone = voices._withUnsafeGuaranteedRef { voices in
                FlushToZero.during { !voices.renderStep(of: part, worker: worker, frames: frames) }
            }
            if isDone {
                done.value.pointee.add(1, ordering: .releasing)
            } else {
                open.value.pointee.bitwiseOr(1 << part, ordering: .releasing)
            }
            last = part
        }
    }

    /// Takes a part: the next of `own` if there is one, else another's last.
    private func take(_ own: UInt32, after last: Int) -> Int? {
        var now = open.value.pointee.load(ordering: .acquiring)
        while now != 0 {
            let mine = now & Int(own)
            let next = mine & ~0 << (last + 1)
            var part = Int.bitWidth - 1 - now.leadingZeroBitCount
            if mine != 0 { part = (next != 0 ? next : mine).trailingZeroBitCount }
            let (isTaken, seen) = open.value.pointee.compareExchange(
                expected: now, desired: now & ~(1 << part), ordering: .acquiringAndReleasing)
            if isTaken { return part }
            now = seen
        }
        return nil
    }

    func help(as worker: Int) {
        while closed.value.pointee.load(ordering: .sequentiallyConsistent) == 0 {
            work(as: worker)
            lookOut()
        }
    }

    /// Looks out for a piece, and sleeps when none comes.
    private func lookOut() {
        for turn in 1...10_000 {
            if open.value.pointee.load(ordering: .relaxed) != 0 || closed.value.pointee.load(ordering: .relaxed) != 0 {
                return
            }
            ck_spin_pause()
            if turn % 1_000 == 0 { sched_yield() }
        }
        asleep.value.pointee.add(1, ordering: .sequentiallyConsistent)
        if open.value.pointee.load(ordering: .sequentiallyConsistent) != 0 { return }
        if closed.value.pointee.load(ordering: .sequentiallyConsistent) != 0 { return }
        bell.wait()
    }

    func close() {
        closed.value.pointee.store(1, ordering: .sequentiallyConsistent)
        for _ in 1..<workers { bell.signal() }
    }
}
