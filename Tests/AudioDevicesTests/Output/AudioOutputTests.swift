import AudioDevices
import Glibc
import Testing

/// Playback without a sound card: each test has a process of its own, because ALSA reads its configuration once.
@Suite struct AudioOutputTests {
    @Test("What is played is what the source gave, to the bit", .timeLimit(.minutes(1)))
    func played() async {
        await #expect(processExitsWith: .success) {
            let device = FileDevice()
            defer { device.remove() }
            do {
                let output = try AudioOutput(device: device.name, sampleRate: 44_100)
                #expect(output.sampleRate == 44_100)
                #expect(output.sampleFormat == .float32)
                // Not a multiple of the period, so that the last block is short.
                let left = (0..<100_001).map { Float($0 % 1_000) / 1_000 }
                let right = left.map { -$0 / 2 }
                let report = try output.play(left: left, right: right)
                #expect(report == AudioOutput.Report(framesPlayed: 100_001, underruns: 0, wasStopped: false))
                // A second piece on the same device.
                let again = try output.play(left: [0.125], right: [0.25])
                #expect(again.framesPlayed == 1)
                var expected: [Float] = []
                for (a, b) in zip(left, right) { expected += [a, b] }
                expected += [0.125, 0.25]
                #expect(device.played == expected)
            }
        }
    }

    @Test("A device of 16 bits gets 16 bits", .timeLimit(.minutes(1)))
    func integers() async {
        await #expect(processExitsWith: .success) {
            let device = FileDevice()
            defer { device.remove() }
            let output = try AudioOutput(device: device.name, sampleRate: 48_000, periodFrames: 512, formats: [.int16])
            #expect(output.sampleFormat == .int16)
            let report = try output.play(left: [0.5, 2], right: [-0.5, -2])
            #expect(report.framesPlayed == 2)
            var words: [Int16] = []
            for sample in device.played {
                words.append(Int16(truncatingIfNeeded: sample.bitPattern))
                words.append(Int16(truncatingIfNeeded: sample.bitPattern >> 16))
            }
            #expect(words == [16_384, -16_384, 32_767, -32_768])
        }
    }

    @Test("Stopped, it fades out and ends", .timeLimit(.minutes(1)))
    func stopped() async {
        await #expect(processExitsWith: .success) {
            let device = FileDevice()
            defer { device.remove() }
            let output = try AudioOutput(device: device.name)
            let stop = StopFlag()
            var calls = 0
            // An endless source: only the stop ends it.
            let report = try output.play(stop: stop) { left, right in
                calls += 1
                if calls == 200 { stop.raise() }
                left.update(repeating: 0.5)
                right.update(repeating: -0.5)
                return left.count
            }
            #expect(report.wasStopped)
            let played = device.played
            #expect(played.count == report.framesPlayed * 2 && played.count > 1_920)
            // The last 20 ms go evenly down to silence.
            let tail: [Float] = stride(from: played.count - 1_920, to: played.count, by: 2).map { played[$0] }
            #expect(tail.last == 0)
            #expect(zip(tail, tail.dropFirst()).allSatisfy { $0 > $1 && $0 - $1 < 0.001 })
            #expect(played[played.count - 1_924] == 0.5)
        }
    }

    @Test("A source that is late is waited for, not cut", .timeLimit(.minutes(1)))
    func lateSource() async {
        await #expect(processExitsWith: .success) {
            let device = FileDevice()
            defer { device.remove() }
            let output = try AudioOutput(device: device.name)
            var blocks = 0
            var progress: [Int] = []
            let report = try output.play(progress: { progress.append($0) }) { left, right in
                blocks += 1
                if blocks % 5 == 0 { usleep(30_000) }
                for index in left.indices {
                    left[index] = Float(blocks)
                    right[index] = Float(index)
                }
                return blocks < 30 ? left.count : 0
            }
            #expect(report.framesPlayed == 29 * output.periodFrames)
            #expect(progress.last == report.framesPlayed && progress == progress.sorted())
            var expected: [Float] = []
            for block in 1...29 {
                for index in 0..<output.periodFrames { expected += [Float(block), Float(index)] }
            }
            #expect(device.played == expected)
        }
    }

    @Test("Asked to stop by a condition, it ends too", .timeLimit(.minutes(1)))
    func condition() async {
        await #expect(processExitsWith: .success) {
            let device = FileDevice()
            defer { device.remove() }
            let output = try AudioOutput(device: device.name)
            var blocks = 0
            let report = try output.play(shouldStop: { blocks > 50 }) { left, right in
                blocks += 1
                left.update(repeating: 0)
                right.update(repeating: 0)
                return left.count
            }
            #expect(report.wasStopped && blocks == 51)
        }
    }

    @Test("An empty piece is played in no time", .timeLimit(.minutes(1)))
    func empty() async {
        await #expect(processExitsWith: .success) {
            let device = FileDevice()
            defer { device.remove() }
            let report = try AudioOutput(device: device.name).play(left: [], right: [])
            #expect(report == AudioOutput.Report(framesPlayed: 0, underruns: 0, wasStopped: false))
        }
    }

    @Test("A device whose inside is missing is refused", .timeLimit(.minutes(1)))
    func broken() async {
        await #expect(processExitsWith: .success) {
            let device = FileDevice()
            defer { device.remove() }
            #expect(throws: AudioDeviceError.self) { try AudioOutput(device: "loop") }
            let error = #expect(throws: AudioDeviceError.self) { try AudioOutput(device: "default") }
            guard case .noDevice("default", _) = error else {
                Issue.record("unexpected \(String(describing: error))")
                return
            }
        }
    }
}
