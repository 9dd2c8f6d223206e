// Plays a pattern on a device and says how it went: the subject of paced-playback.sh and audio-thread-guard.sh.
//
//     player DEVICE SECONDS
//
// Compiled together with the sources of AudioDevices, so it needs no import of them. Ctrl-C stops it.
import Glibc

let stop = StopFlag()
_ = stop.isRaised  // made before the handler needs it
signal(SIGINT) { _ in stop.raise() }

do {
    let output = try AudioOutput(device: CommandLine.arguments[1])
    let total = Int((Double(CommandLine.arguments[2]) ?? 1) * Double(output.sampleRate))
    print(
        "opened \(output.sampleRate) Hz, period \(output.periodFrames), buffer \(output.bufferFrames), \(output.sampleFormat)"
    )
    var position = 0
    let report = try output.play(stop: stop) { left, right in
        let count = min(left.count, total - position)
        for index in 0..<count {
            // A quarter of a second of silence, since a recorder may miss the first frames of a stream; then never
            // silent, and exact in a float: paced-playback.sh computes the same.
            let frame = position + index - output.sampleRate / 4
            left[index] = frame < 0 ? 0 : Float(frame * 7_919 % 65_521 + 1) / 131_072
            right[index] = -left[index] / 2
        }
        position += count
        return count
    }
    print("played \(report.framesPlayed) underruns \(report.underruns) stopped \(report.wasStopped)")
} catch {
    print("error: \(error)")
    exit(69)
}
