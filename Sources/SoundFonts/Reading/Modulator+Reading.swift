extension Modulator.Source {
    /// Reads the sixteen bits of a source (SoundFont 2.04, section 8.2); nil if they name nothing that may be used.
    init?(bits: UInt16) {
        guard let curve = Modulator.Curve(rawValue: bits >> 10) else { return nil }
        let index = UInt8(bits & 0x7F)
        let controller: Modulator.Controller
        if bits & 0x80 != 0 {
            // Bank selects, data entries, parameter numbers, channel modes and the low bytes of others are forbidden.
            switch index {
            case 0, 6, 32...63, 98...101, 120...127: return nil
            default: controller = .midi(index)
            }
        } else {
            switch index {
            case 0: controller = .none
            case 2: controller = .velocity
            case 3: controller = .key
            case 10: controller = .keyPressure
            case 13: controller = .channelPressure
            case 14: controller = .pitchWheel
            case 16: controller = .pitchWheelSensitivity
            case 127: controller = .link
            default: return nil
            }
        }
        self.init(controller, curve: curve, isBipolar: bits & 0x200 != 0, isDescending: bits & 0x100 != 0)
        // Nothing is 1 however it is mapped, so that all of them count as the same.
        if controller == .none { self = .none }
    }
}

/// One record of a modulator list as it stands there (SoundFont 2.04, section 7.4).
struct ModulatorRecord {
    /// Its source, mapping and amount; the destination is only right if `feeds` is nil.
    var modulator: Modulator
    /// The record of the same zone that it feeds.
    var feeds: Int?

    /// Reads a record.
    ///
    /// - Throws: what is wrong with it, if it cannot be used.
    init(at place: Int, of bytes: FontBytes) throws(Fault) {
        let sourceBits = bytes.u16(place)
        let destinationBits = bytes.u16(place + 2)
        let amountSourceBits = bytes.u16(place + 6)
        let transformBits = bytes.u16(place + 8)
        guard let source = Modulator.Source(bits: sourceBits) else {
            throw Fault("its source \(hexadecimal(sourceBits)) may not be used")
        }
        guard let amountSource = Modulator.Source(bits: amountSourceBits), amountSource.controller != .link else {
            throw Fault("its amount source \(hexadecimal(amountSourceBits)) may not be used")
        }
        guard let transform = Modulator.Transform(rawValue: transformBits) else {
            throw Fault("its transform \(transformBits) is not known")
        }
        var destination = Generator.unused5
        if destinationBits & 0x8000 != 0 {
            feeds = Int(destinationBits & 0x7FFF)
        } else {
            guard let generator = UInt8(exactly: destinationBits).flatMap(Generator.init(rawValue:)),
                generator.canBeModulated
            else { throw Fault("its destination \(destinationBits) cannot be modulated") }
            destination = generator
        }
        modulator = Modulator(
            source: source, destination: .generator(destination), amount: Int32(bytes.i16(place + 4)),
            amountSource: amountSource, transform: transform)
    }

    /// Why a record cannot be used.
    struct Fault: Error {
        let problem: String
        init(_ problem: String) { self.problem = problem }
    }
}

private func hexadecimal(_ bits: UInt16) -> String { "0x" + String(bits, radix: 16, uppercase: true) }
