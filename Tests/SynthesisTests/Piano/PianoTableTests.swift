import Foundation
import Testing

/// Prints what the other suites assert: `MUSICGEN_PIANO_TABLE=1 swift test --filter PianoTableTests`.
@Suite("The piano's table of figures")
struct PianoTableTests {
    @Test("every note of the table is loud, bright and dark as its register wants it")
    func table() {
        let prints = ProcessInfo.processInfo.environment["MUSICGEN_PIANO_TABLE"] != nil
        var levels: [Double] = []
        for row in PianoDecayTests.table {
            let note = PianoProbe(row.key, velocity: 110, seconds: prints ? 8 : 1)
            levels.append(note.level(0, 0.5))
            guard prints else { continue }
            print(
                "key \(row.key): early \(one(note.slope(0.04, 0.5))) (\(row.early)) late \(one(note.slope(2, 8)))",
                "(\(row.late)) dB/s; −20 dB \(one(100 * note.timeToMinus20) / 100) (\(row.time)) s;",
                "level \(one(levels.last ?? 0)) dB")
        }
        if prints {
            for velocity in [30, 55, 80, 110] {
                let notes = [52, 55, 60, 64, 69, 72, 76, 81].map { PianoProbe($0, velocity: velocity, seconds: 0.3) }
                func mean(_ value: (PianoProbe) -> Double) -> Double {
                    one(notes.map(value).reduce(0, +) / Double(notes.count))
                }
                print(
                    "velocity \(velocity): tilt \(mean(\.tilt)) dB/octave; above 3 kHz",
                    "\(mean { $0.share(above: 3_000, from: 0.02, to: 0.22) }) dB; knock",
                    "\(mean { $0.share(above: 330 * exp2(Double($0.key - 69) / 12), from: 0, to: 0.12, isBelow: true) })"
                )
            }
        }
        #expect((levels.max() ?? 0) - (levels.min() ?? 0) < 9, "\(levels)")
    }

    private func one(_ value: Double) -> Double { (10 * value).rounded() / 10 }
}
