import Composition
import SymbolicMusic
import Testing

@Suite struct OriginalityTests {
    static func slices(_ pitches: [UInt8], duration: Int = 3) -> [Slice] {
        pitches.enumerated().map {
            Slice(start: $0 * duration, duration: duration, tones: [.init(pitch: $1, isStruck: true)])
        }
    }

    @Test func findsTheLongestRunInAnyKey() {
        let corpus = Self.slices([60, 62, 64, 65, 67, 69, 71, 72, 74])
        let index = Originality(runLength: 4, pieces: [corpus])
        #expect(index.longestSharedRun(of: corpus) == 9)
        #expect(index.longestSharedRun(of: Self.slices([50, 67, 69, 71, 72, 74, 76])) == 6)
        #expect(index.longestSharedRun(of: Self.slices([1, 9, 3, 8, 2])) == 0)
        #expect(index.longestSharedRun(of: Self.slices([60, 62, 64, 65], duration: 6)) == 0)
        #expect(index.longestSharedRun(of: []) == 0)
    }

    @Test func countsSlicesThatRepeatTheOneBefore() {
        #expect(Repetition.immediate(in: Self.slices([60, 60, 62, 62, 62])) == 0.75)
        #expect(Repetition.immediate(in: Self.slices([60, 62])) == 0)
        #expect(Repetition.immediate(in: []) == 0)
    }
}
