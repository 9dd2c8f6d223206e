import AudioDevices
import AudioFiles
import Composition
import Glibc
import Safetensors
import SoundFonts
import StandardMIDIFile
import Synthesis
import Tokenization

extension CommandFailure {
    /// The failure that stands for an error of one of the libraries; an error that says nothing of files or devices
    /// becomes a plain failure with its description.
    package init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as MIDIFileError: self.init(Self.kind(of: error), error.description)
        case let error as CorpusError: self.init(Self.kind(of: error), error.description)
        case let error as CorpusBuildError: self.init(Self.kind(of: error), error.description)
        case let error as ModelError: self.init(Self.kind(of: error), error.description)
        case let error as CompositionError: self.init(Self.kind(of: error), error.description)
        case let error as TrainingError: self.init(Self.kind(of: error), error.description)
        case let error as RenderError: self.init(Self.kind(of: error), error.description)
        case let error as SafetensorsError: self.init(Self.kind(of: error), error.description)
        case let error as AudioFileError: self.init(Self.kind(of: error), error.description)
        case let error as SoundFontError: self.init(Self.kind(of: error), error.description)
        case let error as AudioDeviceError: self.init(.unavailable, error.description)
        default: self.init(.failure, String(describing: error))
        }
    }

    /// The failure to write a sound file, where a missing folder is the output's and not an input's.
    ///
    /// - Parameter path: where to; `-` is standard output.
    package init(writing error: AudioFileError, to path: String) {
        let kind = Self.kind(of: error)
        switch error {
        case .closedPipe where path == "-": self = .closedPipe
        case .diskFull where path == "-": self = .standardOutput(errno: ENOSPC)
        case .system(_, _, let code) where path == "-": self = .standardOutput(errno: code)
        default: self.init(kind == .noInput ? .cannotCreate : kind, error.description)
        }
    }

    private static func kind(of error: MIDIFileError) -> Kind {
        switch error.problem {
        case .unreadable: .noInput
        case .unwritable: .cannotCreate
        default: .badData
        }
    }

    private static func kind(of error: CorpusError) -> Kind {
        switch error {
        case .cannotRead: .noInput
        case .cannotWrite: .cannotCreate
        default: .badData
        }
    }

    private static func kind(of error: CorpusBuildError) -> Kind {
        switch error {
        case .sourceUnreadable, .noFiles: .noInput
        case .nothingLeft, .manifest: .badData
        case .corpus(let error): kind(of: error)
        }
    }

    private static func kind(of error: ModelError) -> Kind {
        switch error {
        case .missingFile, .noBundledModel: .noInput
        case .unknownVersion, .malformed: .badData
        case .unwritable: .cannotCreate
        }
    }

    private static func kind(of error: TrainingError) -> Kind {
        switch error {
        case .nothingToLearn: .badData
        case .diverged, .otherTraining: .failure
        }
    }

    private static func kind(of error: CompositionError) -> Kind {
        switch error {
        case .badSetting, .unsupported: .usage
        case .emptyPrimer: .badData
        }
    }

    private static func kind(of error: RenderError) -> Kind {
        switch error {
        case .tooLong: .badData
        case .invalidSetting: .usage
        case .cannotKeep: .cannotCreate
        }
    }

    private static func kind(of error: SafetensorsError) -> Kind {
        switch error {
        case .unreadable: .noInput
        case .unwritable: .cannotCreate
        default: .badData
        }
    }

    private static func kind(of error: SoundFontError) -> Kind {
        switch error {
        case .unreadable: .noInput
        case .changed: .inputOutput
        case .notASoundFont, .missingChunk, .badSample, .cutOff, .tooMuchSound: .badData
        case .noSuchSample: .failure
        }
    }

    private static func kind(of error: AudioFileError) -> Kind {
        switch error {
        case .unknownFormat, .unavailableFormat, .unsupportedEncoding, .unsupportedSampleRate,
            .unsupportedChannelCount:
            .usage
        case .alreadyExists, .diskFull, .closedPipe, .tooLong: .cannotCreate
        case .notFound, .isDirectory, .notAFile, .permissionDenied, .system: .noInput
        case .malformed, .tooManyFrames: .badData
        case .notFinite, .library: .failure
        }
    }
}
