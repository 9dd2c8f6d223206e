import DSP
import Dispatch
import Glibc
import Synchronization

/// Threads that share out the partitions of a pool, one stretch of frames after another.
///
/// A score's events cut its rendering into pieces of a fraction of a millisecond, less than it takes to wake a
/// thread. So helpers look out for the next piece for a while before they go to sleep. Not for live sound.
final class RenderCrew {
    private let bench = Bench()
    private let helpers: Int

    /// Hires helpers; whoever calls `run` works too.
    init(helpers: Int) {
        self.helpers = helpers
        for _ in 0..<helpers {
            let bench = bench
            DispatchQueue(label: "musicgen.render", qos: .userInitiated).async { bench.help() }
        }
    }

    deinit {
        bench.isClosed.store(true, ordering: .sequentiallyConsistent)
        for _ in 0..<helpers { bench.bell.signal() }
    }

    /// Renders each partition of a pool once, in whatever order, and returns when all are done.
    func render(_ pool: SoundFontVoicePool, frames: Int) { bench.run(.passUnretained(pool), frames: frames) }

    /// What helpers and caller share.
    ///
    /// The parts of a piece are handed out by `next`. It is wound back only when all parts of the piece before are
    /// done, and what it stands for is written before, so whoever draws a number sees the piece it belongs to.
    private final class Bench: @unchecked Sendable {
        let isClosed = Atomic(false)
        let bell = DispatchSemaphore(value: 0)
        private let piece = Atomic(0)
        private let next = Atomic(Int.max / 2)
        private let done = Atomic(0)
        private let asleep = Atomic(0)
        private var pool: Unmanaged<SoundFontVoicePool>?
        private var frames = 0

        func run(_ pool: Unmanaged<SoundFontVoicePool>, frames: Int) {
            self.pool = pool
            self.frames = frames
            done.store(0, ordering: .relaxed)
            next.store(0, ordering: .sequentiallyConsistent)
            piece.add(1, ordering: .sequentiallyConsistent)
            if asleep.load(ordering: .sequentiallyConsistent) > 0 {
                for _ in 0..<asleep.exchange(0, ordering: .sequentiallyConsistent) { bell.signal() }
            }
            work()
            var patience = 0
            while done.load(ordering: .acquiring) < SoundFontVoicePool.partitions {
                patience += 1
                if patience > 2_000 { sched_yield() }
            }
        }

        /// Draws parts until there are no more.
        private func work() {
            while true {
                let part = next.add(1, ordering: .sequentiallyConsistent).oldValue
                guard part < SoundFontVoicePool.partitions, let pool else { return }
                pool._withUnsafeGuaranteedRef { pool in
                    FlushToZero.during { pool.renderPartition(part, frames: frames) }
                }
                done.add(1, ordering: .releasing)
            }
        }

        func help() {
            var seen = 0
            while !isClosed.load(ordering: .sequentiallyConsistent) {
                let now = piece.load(ordering: .sequentiallyConsistent)
                if now != seen {
                    seen = now
                    work()
                } else {
                    lookOut(after: seen)
                }
            }
        }

        /// Looks out for a piece after one, and sleeps when none comes.
        private func lookOut(after seen: Int) {
            for turn in 0..<20_000 {
                if piece.load(ordering: .relaxed) != seen || isClosed.load(ordering: .relaxed) { return }
                if turn % 1_000 == 999 { sched_yield() }
            }
            asleep.add(1, ordering: .sequentiallyConsistent)
            if piece.load(ordering: .sequentiallyConsistent) != seen { return }
            if isClosed.load(ordering: .sequentiallyConsistent) { return }
            bell.wait()
        }
    }
}
