import DSP
import Foundation
import SoundFonts
import Synthesis

/// Plays a small font and keeps what it sounds like.
final class FontProbe {
    static let rate = 44_100.0

    let instrument: SoundFontInstrument
    var state = ChannelState()
    private(set) var left: [Float] = []
    private(set) var right: [Float] = []
    private(set) var reverb: [Float] = []
    private(set) var chorus: [Float] = []

    init(
        _ font: ProbeFont, rate: Double = FontProbe.rate,
        _ change: (inout SoundFontInstrument.Settings) -> Void = { _ in }
    )
        throws
    {
        var settings = SoundFontInstrument.Settings()
        settings.gain = 1
        change(&settings)
        instrument = SoundFontInstrument(font: try font.soundFont(), sampleRate: rate, settings: settings)
        for preset in 0..<font.presets.count { instrument.prepare(preset: preset) }
        for channel in 0..<32 { instrument.channelChanged(channel, to: state, because: .everything) }
        // Loudest, and fully left, so that the left channel is the voice itself.
        tell {
            $0.pan = 0
            $0.volume = 127
        }
    }

    /// Tells channel 0.
    func tell(because change: ChannelChange = .everything, _ body: (inout ChannelState) -> Void) {
        body(&state)
        instrument.channelChanged(0, to: state, because: change)
    }

    func controller(_ number: Int, _ value: UInt8) {
        tell(because: .controller(UInt8(number))) { $0.controllers[number] = value }
    }

    func noteOn(_ key: Int = 60, _ velocity: Int = 127, channel: Int = 0) {
        instrument.noteOn(channel: channel, key: key, velocity: velocity)
    }

    func noteOff(_ key: Int = 60, channel: Int = 0) {
        instrument.noteOff(channel: channel, key: key, velocity: 64)
    }

    /// Renders in calls of `step` frames.
    func render(_ frames: Int, step: Int = 4_096) {
        let first = left.count
        left += [Float](repeating: 0, count: frames)
        right += [Float](repeating: 0, count: frames)
        reverb += [Float](repeating: 0, count: frames)
        chorus += [Float](repeating: 0, count: frames)
        left.withUnsafeMutableBufferPointer { left in
            right.withUnsafeMutableBufferPointer { right in
                reverb.withUnsafeMutableBufferPointer { reverb in
                    chorus.withUnsafeMutableBufferPointer { chorus in
                        let bus = MixBus(
                            left: left.baseAddress! + first, right: right.baseAddress! + first,
                            reverb: reverb.baseAddress! + first, chorus: chorus.baseAddress! + first)
                        var done = 0
                        while done < frames {
                            let count = min(step, frames - done)
                            instrument.render(adding: bus.advanced(by: done), frames: count)
                            done += count
                        }
                    }
                }
            }
        }
    }

    func render(seconds: Double) { render(Int(seconds * Self.rate)) }

    /// Decibels of one frame of the left channel, relative to the sample's level.
    func level(_ frame: Int) -> Double { 20 * log10(max(1e-12, Double(abs(left[frame])) / Self.amplitude)) }

    /// Decibels of the left channel's effective value over some frames, relative to that of the full sine.
    func level(_ frames: Range<Int>) -> Double {
        let sum = frames.reduce(0.0) { $0 + Double(left[$1]) * Double(left[$1]) }
        return 10 * log10(max(1e-24, 2 * sum / Double(frames.count)) / (Self.amplitude * Self.amplitude))
    }

    /// The frequency from rising zero crossings, in Hz.
    func frequency(_ frames: Range<Int>) -> Double {
        var crossings: [Double] = []
        for frame in frames.dropFirst() where left[frame - 1] < 0 && left[frame] >= 0 {
            let (a, b) = (Double(left[frame - 1]), Double(left[frame]))
            crossings.append(Double(frame) - b / (b - a))
        }
        guard let first = crossings.first, let last = crossings.last, crossings.count > 1 else { return 0 }
        return Double(crossings.count - 1) * Self.rate / (last - first)
    }

    /// Cents from one frequency to another.
    static func cents(_ frequency: Double, over reference: Double) -> Double { 1_200 * log2(frequency / reference) }

    /// The peak of all samples that the probes' fonts have.
    static let amplitude = 0.5

    /// A constant, so that the left channel is the envelope.
    static let constant = ProbeFont.Sample(frames: [Int16](repeating: 16_384, count: 4_000), loop: 1_000..<3_000)

    /// A sine of 441 Hz at key 60 and the sample's own pitch.
    static let sine = sine(period: 100)

    /// A sine of a period in frames.
    static func sine(period: Int) -> ProbeFont.Sample {
        let frames = (0..<40 * period).map { Int16((16_384 * sin(2 * .pi * Double($0) / Double(period))).rounded()) }
        return ProbeFont.Sample(frames: frames, loop: 10 * period..<30 * period)
    }

    /// A font of one looped zone.
    static func font(
        _ sample: ProbeFont.Sample, _ generators: [(Generator, Int)] = [], rules: [ProbeFont.Rule] = []
    ) -> ProbeFont {
        ProbeFont(samples: [sample], zones: [.init(generators: [(.sampleModes, 1)] + generators, rules: rules)])
    }

    /// Timecents of seconds.
    static func timecents(_ seconds: Double) -> Int { Int((1_200 * log2(seconds)).rounded()) }
}
