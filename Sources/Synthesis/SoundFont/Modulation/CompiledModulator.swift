import SoundFonts

/// A modulator laid out for the audio thread.
struct CompiledModulator {
    /// A source with its curve.
    struct Source {
        enum Kind: UInt8 { case one, velocity, key, keyPressure, channelPressure, wheel, wheelRange, link, controller }
        var kind: Kind = .one
        /// Which MIDI controller.
        var controller: UInt8 = 0
        /// Which table of `ModulatorCurves`.
        var curve: UInt8 = 0
        /// The least that the modulators linked to this one can add up to, and one over their whole reach: a link
        /// carries a share of what can arrive, since what feeds it has no unit of its own.
        var linkFloor: Float = 0
        var linkScale: Float = 0
    }

    var source = Source()
    var amountSource = Source()
    var amount: Float = 0
    /// A generator's number, or `firstLink` and the index of a modulator.
    var destination: Int32 = 0
    var isAbsolute = false
    /// Whether the modulation wheel moves an LFO's depth, which RPN 5 scales.
    var isWheelVibrato = false

    static let firstLink: Int32 = 64
    /// Modulators that a region may have; more are left out.
    static let limit = 256

    /// Lays out a region's modulators.
    static func compile(_ modulators: [Modulator]) -> [CompiledModulator] {
        var result: [CompiledModulator] = []
        var floors = [Float](repeating: 0, count: min(limit, modulators.count))
        var tops = floors
        for (index, modulator) in modulators.prefix(limit).enumerated() {
            var compiled = CompiledModulator()
            compiled.source = source(modulator.source)
            compiled.amountSource = source(modulator.amountSource)
            compiled.amount = Float(modulator.amount)
            compiled.isAbsolute = modulator.transform == .absolute
            if tops[index] > floors[index] {
                compiled.source.linkFloor = floors[index]
                compiled.source.linkScale = 1 / (tops[index] - floors[index])
            }
            switch modulator.destination {
            case .generator(let generator):
                compiled.destination = Int32(generator.rawValue)
                compiled.isWheelVibrato =
                    modulator.source.controller == .midi(1)
                    && (generator == .vibratoLFOToPitch || generator == .modulationLFOToPitch)
            case .modulator(let target):
                guard target > index, target < floors.count else {
                    // A loop, or a modulator that was left out: it feeds nothing.
                    compiled.amount = 0
                    compiled.destination = -1
                    break
                }
                compiled.destination = firstLink + Int32(target)
                let reach = abs(compiled.amount)
                let swings = modulator.source.isBipolar || modulator.amountSource.isBipolar
                if compiled.isAbsolute {
                    tops[target] += reach
                } else {
                    floors[target] += swings ? -reach : min(0, compiled.amount)
                    tops[target] += swings ? reach : max(0, compiled.amount)
                }
            }
            result.append(compiled)
        }
        return result
    }

    private static func source(_ source: Modulator.Source) -> Source {
        var result = Source(curve: ModulatorCurves.kind(source))
        switch source.controller {
        case .none: result.kind = .one
        case .velocity: result.kind = .velocity
        case .key: result.kind = .key
        case .keyPressure: result.kind = .keyPressure
        case .channelPressure: result.kind = .channelPressure
        case .pitchWheel: result.kind = .wheel
        case .pitchWheelSensitivity: result.kind = .wheelRange
        case .link: result.kind = .link
        case .midi(let number):
            result.kind = .controller
            result.controller = number & 127
        }
        return result
    }
}
