import SymbolicMusic
import Tokenization

/// What a composer may write next in `notes` tokens: the grammar, and a few rules that keep a piece alive.
///
/// Beyond the grammar: a piece begins with a sound, rests and held notes do not last for ever, the slice before is not
/// repeated more often than the limit, and the piece ends only when it is time.
package struct NotesRules: Sendable {
    private typealias ID = NotesTokenizer.ID

    /// Where in the piece the tokens have come to.
    package private(set) var cursor = NotesTokenizer.Cursor()
    private var repetition: RepetitionGuard
    /// For each pitch the steps it has sounded since it was struck, at the end of the last slice.
    private var soundingSteps = [Int](repeating: 0, count: 128)
    /// Which pitches sound all the time and should rest.
    private var fatigue = PitchFatigue()
    /// The pitches of the last slices.
    private var recent: [[UInt8]] = []
    /// Steps of silence at the end of the last slice.
    private var restSteps = 0

    /// Longest that a pitch is held, and that a rest lasts, in bars.
    private static let longestHold = 2
    private static let longestRest = 1

    package init(repetitionLimit: Double) {
        repetition = RepetitionGuard(limit: repetitionLimit)
    }

    /// Reads a token that has been chosen.
    package mutating func advance(_ id: UInt16) {
        if case .duration(let steps) = NotesTokenizer.Token(id) { close(after: steps) }
        cursor.advance(id)
    }

    /// Marks the tokens that may come next.
    ///
    /// - Parameters:
    ///   - mask: one flag a token; all are set.
    ///   - mayEnd: whether the piece may end here.
    package func allowed(into mask: inout [Bool], mayEnd: Bool) {
        cursor.allowed(into: &mask)
        if !mayEnd || cursor.sliceCount == 0 { mask[Int(ID.end)] = false }
        guard cursor.phase == .boundary || cursor.phase == .slice else { return }
        let bar = cursor.meter.steps
        for pitch in cursor.previousPitches.pitches where soundingSteps[Int(pitch)] >= Self.longestHold * bar {
            mask[Int(NotesTokenizer.Token.held(pitch).id)] = false
        }
        for pitch in fatigue.tired {
            mask[Int(NotesTokenizer.Token.held(pitch).id)] = false
            mask[Int(NotesTokenizer.Token.struck(pitch).id)] = false
        }
        if cursor.phase == .boundary {
            let left = cursor.sliceCount == 0 ? 0 : Self.longestRest * bar - restSteps
            limitDurations(&mask, to: restSteps > 0 && repetition.isExhausted ? 0 : left)
        }
        if repetition.isExhausted { forbid(cursor.previousPitches.pitches, in: &mask) }
        for period in 2...4 where isLooping(period: period) { forbid(recent[recent.count - period], in: &mask) }
        if !mask.contains(true) {
            // Every way out is closed, so open the durations: a slice may always end.
            for id in ID.durations { mask[Int(id)] = true }
        }
    }

    /// By how much the temperature should rise because the music goes round in circles: 1 where the last slices are
    /// varied, more the fewer different ones there are among them.
    package var restlessness: Double {
        guard recent.count == Self.memory else { return 1 }
        let different = Set(recent).count
        return different >= Self.variety ? 1 : 1 + 0.6 * Double(Self.variety - different) / Double(Self.variety)
    }

    /// How many slices are remembered, and how many of them should differ.
    private static let memory = 24
    private static let variety = 7

    /// Forbids rests longer than so many steps.
    private func limitDurations(_ mask: inout [Bool], to steps: Int) {
        for (index, duration) in DurationTable.steps.enumerated() where duration > steps {
            mask[Int(ID.durations.lowerBound) + index] = false
        }
    }

    /// Whether the pitches have gone round in a circle of so many slices for eight slices and more.
    private func isLooping(period: Int) -> Bool {
        guard recent.count >= period + 8 else { return false }
        return (1...8).allSatisfy { recent[recent.count - $0] == recent[recent.count - $0 - period] }
    }

    /// Forbids the pitch that would complete this slice to the same pitches as an earlier one.
    private func forbid(_ earlier: [UInt8], in mask: inout [Bool]) {
        guard let last = earlier.last, cursor.pitches.pitches == Array(earlier.dropLast()) else { return }
        mask[Int(NotesTokenizer.Token.struck(last).id)] = false
        // Holding everything goes on with the slice before; it repeats only if something was struck.
        if !cursor.struckPitches.isEmpty { mask[Int(NotesTokenizer.Token.held(last).id)] = false }
    }

    private mutating func close(after steps: Int) {
        let pitches = cursor.pitches.pitches
        let isContinuation =
            cursor.sliceCount > 0 && cursor.struckPitches.pitches.isEmpty
            && pitches == cursor.previousPitches.pitches
        if !isContinuation {
            repetition.count(repeatsPrevious: cursor.sliceCount > 0 && pitches == cursor.previousPitches.pitches)
        }
        if !isContinuation {
            if recent.count == Self.memory { recent.removeFirst() }
            recent.append(pitches)
        }
        var sounding = [Int](repeating: 0, count: 128)
        for pitch in pitches {
            let isHeld = !cursor.struckPitches.contains(pitch)
            sounding[Int(pitch)] = (isHeld ? soundingSteps[Int(pitch)] : 0) + steps
        }
        soundingSteps = sounding
        fatigue.count(pitches, steps: steps, barLength: cursor.meter.steps)
        restSteps = pitches.isEmpty ? restSteps + steps : 0
    }
}
