import Foundation
import SoundFonts
import Synthesis

/// A synthesizer on a SoundFont whose one sound is a sine of 441 Hz at key 60, on the melodic channels and as a kit.
final class SoundFontPlayer {
    let instrument: SoundFontInstrument
    let synthesizer: Synthesizer

    init(_ generators: [(Generator, Int)] = [], standard: MIDIStandard = .gs) throws {
        var font = FontProbe.font(FontProbe.sine, generators)
        font.presets = [(0, 0), (128, 0)]
        var settings = SoundFontInstrument.Settings()
        settings.gain = 1
        instrument = SoundFontInstrument(font: try font.soundFont(), sampleRate: FontProbe.rate, settings: settings)
        for preset in 0..<2 { instrument.prepare(preset: preset) }
        synthesizer = Synthesizer(
            sampleRate: FontProbe.rate, melodic: instrument, percussion: instrument, reverb: .off, chorus: false,
            standard: standard)
    }

    func controls(_ pairs: [(UInt8, UInt8)], channel: UInt8 = 0) {
        for (number, value) in pairs {
            synthesizer.handle(.controller(channel: channel, number: number, value: value))
        }
    }

    func on(_ key: UInt8, channel: UInt8 = 0, velocity: UInt8 = 127) {
        synthesizer.handle(.noteOn(channel: channel, key: key, velocity: velocity))
    }

    func off(_ key: UInt8, channel: UInt8 = 0) {
        synthesizer.handle(.noteOff(channel: channel, key: key, velocity: 64))
    }

    func exclusive(_ bytes: [UInt8]) { synthesizer.handle(.systemExclusive(port: 0, bytes: bytes)) }

    /// Roland's data set with its checksum.
    func roland(_ address: [UInt8], _ data: [UInt8]) {
        let sum = (address + data).reduce(0) { $0 + Int($1) }
        exclusive([0x41, 0x10, 0x42, 0x12] + address + data + [UInt8((128 - sum % 128) % 128)])
    }

    /// Yamaha's parameter change.
    func yamaha(_ address: [UInt8], _ data: [UInt8]) { exclusive([0x43, 0x10, 0x4C] + address + data) }

    func render(seconds: Double = 0.2) -> [Float] {
        let frames = Int(seconds * FontProbe.rate)
        var (left, right) = ([Float](repeating: 0, count: frames), [Float](repeating: 0, count: frames))
        synthesizer.render(left: &left, right: &right, frames: frames)
        return left
    }

    /// Cents above 441 Hz, from rising zero crossings.
    func cents(_ sound: [Float]) -> Double {
        var crossings: [Double] = []
        for frame in 400..<sound.count where sound[frame - 1] < 0 && sound[frame] >= 0 {
            let (a, b) = (Double(sound[frame - 1]), Double(sound[frame]))
            crossings.append(Double(frame) - b / (b - a))
        }
        guard let first = crossings.first, let last = crossings.last, last > first else { return .nan }
        return 1_200 * log2(Double(crossings.count - 1) * FontProbe.rate / (last - first) / 441)
    }

    /// Decibels of the effective value of a sound's second half.
    func level(_ sound: [Float]) -> Double {
        let half = sound.suffix(sound.count / 2)
        return 10 * log10(half.reduce(0) { $0 + Double($1) * Double($1) } / Double(half.count))
    }
}
