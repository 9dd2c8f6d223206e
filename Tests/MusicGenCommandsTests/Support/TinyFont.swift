import Foundation
import SoundFonts

/// A SoundFont of three presets: a sine at 0:5, a hollow tone at 0:6 and at 8:6, drums at 128:0.
enum TinyFont {
    static func bytes() throws -> [UInt8] {
        var font = SoundFontDraft(name: "Tones")
        func wave(_ harmonics: [Double]) -> [Int16] {
            (0..<400).map { frame in
                let turn = 2 * Double.pi * Double(frame) / 100
                return Int16(
                    9_000 * harmonics.enumerated().reduce(0.0) { $0 + $1.element * sin(turn * Double($1.offset + 1)) })
            }
        }
        func instrument(_ name: String, _ harmonics: [Double]) -> Int {
            let sample = font.add(.init(name, .int16(wave(harmonics)), rootKey: 69, loop: 100..<300))
            return font.addInstrument(name, zones: [.init(sample, generators: [(.sampleModes, 1)])])
        }
        let sine = instrument("sine", [1])
        let hollow = instrument("hollow", [1, 0, 0.33])
        font.addPreset("Sine", program: 5, zones: [.init(sine)])
        font.addPreset("Hollow", program: 6, zones: [.init(hollow)])
        font.addPreset("Hollow", bank: 8, program: 6, zones: [.init(hollow)])
        font.addPreset("Drums", bank: 128, zones: [.init(sine)])
        return try font.serialized()
    }
}
