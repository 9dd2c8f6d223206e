import DSP
import Foundation
import SoundFonts
import StandardMIDIFile
import SymbolicMusic
import Synthesis

/// Times synthesis inside one process, without loading: `compare.py` runs it beside FluidSynth's library.
///
/// `synthesis FONT MIDI INTERPOLATION THREADS` prints processor seconds, seconds by the clock, and frames of voices
/// rendered, and in a second line the seconds by the clock for each second of the piece; `synthesis piano NOTES` prints the processor seconds that a second of so many piano notes takes.
@main
struct SynthesisBenchmark {
    static let rate = 44_100.0
    static let block = 4_096

    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.first == "piano", let notes = arguments.last.flatMap({ Int($0) }) {
            print(piano(notes: notes))
        } else if arguments.count == 4, let interpolation = Interpolation(rawValue: arguments[3]),
            let threads = Int(arguments[4])
        {
            try play(font: arguments[1], midi: arguments[2], interpolation: interpolation, threads: threads)
        } else {
            FileHandle.standardError.write(
                Data("usage: synthesis FONT MIDI INTERPOLATION THREADS | piano NOTES\n".utf8))
            exit(64)
        }
    }

    /// Plays a minute of a file, dry.
    static func play(font: String, midi: String, interpolation: Interpolation, threads: Int) throws {
        let score = Score(try MIDIFileReader(policy: .lenient).read(contentsOf: midi).file)
        let sequencer = try ScoreSequencer(score, sampleRate: rate)
        var settings = SoundFontInstrument.Settings()
        settings.interpolation = interpolation
        settings.threads = threads
        let instrument = SoundFontInstrument(font: try SoundFont(path: font), sampleRate: rate, settings: settings)
        instrument.prepare(notes: uses(sequencer.events))
        let synthesizer = Synthesizer(
            sampleRate: rate, melodic: instrument, percussion: instrument, reverb: .off, chorus: false)
        var buffer = StereoBuffer(frames: block, sampleRate: rate)

        let (processor, clock) = (processorSeconds(), ContinuousClock.now)
        var (position, next) = (0, 0)
        var marks: [Double] = []
        while position < Int(60 * rate) {
            if position >= marks.count * Int(rate) { marks.append(seconds(since: clock)) }
            while next < sequencer.events.count, sequencer.events[next].frame <= position {
                synthesizer.handle(sequencer.events[next].event)
                next += 1
            }
            let event = next < sequencer.events.count ? sequencer.events[next].frame : .max
            let frames = min(block, event - position)
            render(synthesizer, frames, into: &buffer)
            position += frames
        }
        marks.append(seconds(since: clock))
        print(processorSeconds() - processor, marks[marks.count - 1], instrument.renderedVoiceFrames)
        print(zip(marks.dropFirst(), marks).map { "\($0 - $1)" }.joined(separator: " "))
    }

    /// What the notes of General MIDI events need.
    static func uses(_ events: [ScoreSequencer.TimedEvent]) -> Set<NoteUse> {
        var programs = [UInt8](repeating: 0, count: 32)
        var result: Set<NoteUse> = []
        for timed in events {
            switch timed.event {
            case .program(let channel, let number): programs[Int(channel)] = number
            case .noteOn(let channel, let key, let velocity):
                result.insert(
                    NoteUse(
                        program: programs[Int(channel)], isPercussion: Int(channel) == Synthesizer.drumChannel,
                        key: key, velocity: velocity))
            default: break
            }
        }
        return result
    }

    /// Strikes so many notes under the pedal, and renders the second that follows.
    static func piano(notes: Int) -> Double {
        let synthesizer = Synthesizer(
            sampleRate: rate, melodic: AdditivePiano(sampleRate: rate, polyphony: notes), reverb: .off, chorus: false)
        var buffer = StereoBuffer(frames: block, sampleRate: rate)
        synthesizer.handle(.controller(channel: 0, number: 64, value: 127))
        for note in 0..<notes {
            let (channel, key) = (UInt8(note / 88 % 9), UInt8(21 + note % 88))
            synthesizer.handle(.controller(channel: channel, number: 64, value: 127))
            synthesizer.handle(.noteOn(channel: channel, key: key, velocity: 100))
        }
        let start = processorSeconds()
        var done = 0
        while done < Int(rate) {
            let frames = min(block, Int(rate) - done)
            render(synthesizer, frames, into: &buffer)
            done += frames
        }
        return processorSeconds() - start
    }

    static func render(_ synthesizer: Synthesizer, _ frames: Int, into buffer: inout StereoBuffer) {
        buffer.left.withUnsafeMutableBufferPointer { left in
            buffer.right.withUnsafeMutableBufferPointer { right in
                guard let left = left.baseAddress, let right = right.baseAddress else { return }
                synthesizer.render(left: left, right: right, frames: frames)
            }
        }
    }

    static func seconds(since start: ContinuousClock.Instant) -> Double { start.duration(to: .now) / .seconds(1) }

    static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
