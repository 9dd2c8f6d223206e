import Composition
import Foundation
import Testing

@Suite struct WindowStreamTests {
    static let source = TokensInMemory(pieces: [
        [[1, 2, 3, 4, 5, 6]], [[7, 8]], [[10, 11, 12, 13, 14, 15, 16, 17, 18, 19]],
    ])

    @Test func everyWindowComesOnceAnEpochWithTheTokenAfterIt() {
        var stream = WindowStream(source: Self.source, rows: 1, window: 3, targetColumns: [0], seed: 1)
        #expect(stream.windowCount == 10)
        for epoch in 0..<3 {
            var starts: [UInt16] = []
            for _ in 0..<10 {
                #expect(stream.position.epoch == epoch || starts.isEmpty)
                let batch = stream.next()
                let first = batch.inputs[0][0]
                starts.append(first)
                #expect(batch.inputs == [[first, first + 1, first + 2]])
                #expect(batch.targets == [[65_535, 65_535, first + 3]])
            }
            #expect(starts.sorted() == [1, 2, 3, 10, 11, 12, 13, 14, 15, 16])
        }
    }

    @Test func ordersDifferFromEpochToEpochAndResume() throws {
        var stream = WindowStream(source: Self.source, rows: 10, window: 3, targetColumns: [0], seed: 1)
        let first = stream.next().targets
        let saved = try JSONEncoder().encode(stream.position)
        let second = stream.next().targets
        #expect(first != second)
        var resumed = WindowStream(source: Self.source, rows: 10, window: 3, targetColumns: [0], seed: 1)
        resumed.position = try JSONDecoder().decode(WindowStream.Position.self, from: saved)
        #expect(resumed.next().targets == second)
    }
}
