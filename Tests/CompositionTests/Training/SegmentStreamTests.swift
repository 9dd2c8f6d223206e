import Composition
import Foundation
import NeuralNetworks
import Testing

@Suite struct SegmentStreamTests {
    /// Two pieces of 5 and 3 steps; column 1 is column 0 plus 100.
    static let source = TokensInMemory(pieces: [
        [[1, 2, 3, 4, 5], [101, 102, 103, 104, 105]], [[11, 12, 13], [111, 112, 113]],
    ])

    @Test func segmentsFollowEachOtherAndPiecesStartSegments() {
        var stream = SegmentStream(source: Self.source, rows: 1, segmentLength: 3, targetColumns: [0], seed: 1)
        var read: [[UInt16]] = []
        for _ in 0..<3 {
            let batch = stream.next()
            let kept = batch.targetCount
            if batch.resets[0] { read.append([]) }
            read[read.count - 1] += batch.inputs[0].prefix(kept)
            #expect(Array(batch.inputs[1].prefix(kept)) == batch.inputs[0].prefix(kept).map { $0 + 100 })
            for step in 0..<kept { #expect(batch.targets[0][step] == batch.inputs[0][step] + 1) }
        }
        #expect(Set(read) == [[1, 2, 3, 4], [11, 12]])
    }

    @Test func everyEpochReadsEveryPieceOnce() {
        var stream = SegmentStream(source: Self.source, rows: 2, segmentLength: 8, targetColumns: [0], seed: 9)
        for epoch in 0..<5 {
            let batch = stream.next()
            #expect(batch.targetCount == 6)
            #expect(stream.position.epoch == epoch)
            #expect(batch.resets == [true, true])
        }
    }

    @Test func transpositionShiftsColumnZeroOnly() {
        var stream = SegmentStream(
            source: Self.source, rows: 1, segmentLength: 8, targetColumns: [0], seed: 2, transposition: 3...3,
            transpose: { id, shift in UInt16(Int(id) + shift) })
        let batch = stream.next()
        #expect(batch.inputs[1][0] - 100 == batch.inputs[0][0] - 3)
        #expect(batch.targets[0][0] == batch.inputs[0][0] + 1)
    }

    @Test func aResumedStreamGoesOnAsIfNothingHadHappened() throws {
        var whole = SegmentStream(
            source: Self.source, rows: 2, segmentLength: 2, targetColumns: [0], seed: 4, transposition: -2...2)
        for _ in 0..<7 { _ = whole.next() }
        let saved = try JSONEncoder().encode(whole.position)
        var resumed = SegmentStream(
            source: Self.source, rows: 2, segmentLength: 2, targetColumns: [0], seed: 99, transposition: -2...2)
        resumed.position = try JSONDecoder().decode(SegmentStream.Position.self, from: saved)
        for _ in 0..<20 { #expect(whole.next() == resumed.next()) }
    }

    @Test func aStreamThatIsNotEndlessReadsEachPieceOnceInOrder() {
        var stream = SegmentStream(
            source: Self.source, rows: 3, segmentLength: 3, targetColumns: [1], isEndless: false)
        let first = stream.next()
        #expect(first.targets == [[102, 103, 104, 112, 113, 65_535, 65_535, 65_535, 65_535]])
        #expect(first.resets == [true, true, false])
        let second = stream.next()
        #expect(second.targets == [[105] + [UInt16](repeating: 65_535, count: 8)])
        #expect(second.resets == [false, false, false])
        #expect(stream.next().targetCount == 0)
    }
}
