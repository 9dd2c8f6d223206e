import ArgumentParser
import Tokenization

/// The value of `--transpose`: `none`, `keys` or `±N`.
package struct TranspositionArgument: ExpressibleByArgument, Sendable, Equatable {
    /// Which transpositions to take.
    package var value: CorpusOptions.Transposition

    /// No transposition.
    package static let none = TranspositionArgument(value: .none)

    /// Takes what is meant.
    package init(value: CorpusOptions.Transposition) {
        self.value = value
    }

    /// Reads `none`, `keys`, `±3`, `+-3` or `3`; at most 24 semitones.
    package init?(argument: String) {
        switch argument {
        case "none": value = .none
        case "keys": value = .keys
        default:
            let digits = argument.drop { !$0.isNumber }
            guard ["", "±", "+-"].contains(argument.dropLast(digits.count)), let semitones = Int(digits),
                (1...24).contains(semitones)
            else { return nil }
            value = .semitones(semitones)
        }
    }

    /// How `--help` shows the default.
    package var defaultValueDescription: String {
        switch value {
        case .none: "none"
        case .keys: "keys"
        case .semitones(let semitones): "±\(semitones)"
        }
    }
}

/// The value of `--key`.
package enum KeyArgument: String, ExpressibleByArgument, Sendable, CaseIterable {
    /// Pieces stay in their keys.
    case asWritten = "as-written"
    /// Pieces are brought to C major or A minor.
    case cMajor = "C-major"

    /// Reads either, in any case.
    package init?(argument: String) {
        guard let key = Self.allCases.first(where: { $0.rawValue.lowercased() == argument.lowercased() }) else {
            return nil
        }
        self = key
    }
}
