import Basics
import Synchronization
import Testing

@Suite("Work on several threads")
struct ParallelWorkTests {
    struct Refusal: Error, Equatable {
        var index: Int
    }

    @Test("results stand in order, whatever the number of threads", arguments: [0, 1, 2, 3, 16])
    func order(threads: Int) {
        #expect(ParallelWork.map(count: 100, threads: threads) { $0 * $0 } == (0..<100).map { $0 * $0 })
    }

    @Test("no more calls at once than threads were asked for", arguments: [1, 2, 5])
    func limit(threads: Int) {
        let now = Atomic(0)
        let most = Atomic(0)
        _ = ParallelWork.map(count: 200, threads: threads) { _ in
            most.max(now.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
            now.subtract(1, ordering: .relaxed)
        }
        #expect((1...threads).contains(most.load(ordering: .relaxed)))
    }

    @Test("nothing to do gives nothing")
    func nothing() {
        #expect(ParallelWork.map(count: 0) { $0 }.isEmpty)
    }

    @Test("of several failures the first in order is thrown")
    func failures() {
        let both = Atomic(0)
        #expect(throws: Refusal(index: 0)) {
            try ParallelWork.map(count: 2, threads: 2) { index throws(Refusal) in
                both.add(1, ordering: .relaxed)
                throw Refusal(index: index)
            }
        }
        #expect((1...2).contains(both.load(ordering: .relaxed)))
    }

    @Test("after a failure no more work is begun")
    func cancellation() {
        let begun = Atomic(0)
        #expect(throws: Refusal(index: 3)) {
            try ParallelWork.map(count: 1_000, threads: 1) { index throws(Refusal) in
                begun.add(1, ordering: .relaxed)
                if index == 3 { throw Refusal(index: index) }
            }
        }
        #expect(begun.load(ordering: .relaxed) == 4)
    }
}
