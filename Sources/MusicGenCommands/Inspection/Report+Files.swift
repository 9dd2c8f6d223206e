import AudioFiles
import Basics
import Composition
import Tokenization

extension Report {
    /// What is in a token file.
    package init(tokens corpus: TokenCorpus, path: String) {
        self.init(path: path, kind: "tokens")
        add("tokenizer", corpus.metadata.tokenizer.rawValue)
        let columns = corpus.vocabulary.columns
        add(
            "columns", columns.map { "\($0.name) (\(counted($0.size, "id")))" }.joined(separator: ", "),
            .array(columns.map { .object([("name", .string($0.name)), ("size", .integer($0.size))]) }))
        add("steps", corpus.stepCount)
        for split in TokenCorpus.Split.allCases {
            let pieces = corpus.pieceIndices(in: split)
            let steps = pieces.reduce(0) { $0 + corpus.pieces[$1].count }
            add(
                split.rawValue, "\(counted(pieces.count, "piece")), \(counted(steps, "step"))",
                .object([("pieces", .integer(pieces.count)), ("steps", .integer(steps))]))
        }
        for (name, value) in corpus.metadata.settings.sorted(by: { $0.key < $1.key }) { add(name, value) }
        add("hash", corpus.contentHash)
    }

    /// What is in a sound file, and how loud it is, which means reading it all.
    ///
    /// - Throws: `AudioFileError` when it cannot be opened; `CommandFailure.interrupted` at Ctrl-C.
    package init(audioAt path: String, console: Console) throws {
        let reader = try AudioFileReader(path: path)
        var levels: SoundLevels?
        do {
            levels = try SoundLevels(reader)
        } catch let error as AudioFileError {
            console.warn("\(error)")
        }
        self.init(audio: reader.info, levels: levels, path: path)
    }

    /// What is in a sound file.
    package init(audio info: AudioFileInfo, levels: SoundLevels?, path: String) {
        self.init(path: path, kind: "audio")
        add("container", info.containerName)
        add("codec", info.codecName)
        add("sample rate", info.sampleRate, "Hz")
        add("channels", info.channelCount)
        add("frames", info.frameCount)
        add("duration", Self.clock(info.duration), .number(Self.rounded(info.duration, 3)))
        add("bit rate", "\(Self.short(info.bitRate / 1000)) kbit/s", .integer(Int(info.bitRate.rounded())))
        add("size", Self.size(info.byteCount), .integer(info.byteCount))
        if let levels {
            add(level: levels.truePeak, "true peak", "dBTP")
            if let loudness = levels.loudness { add(level: loudness, "loudness", "LUFS") }
        }
        for (name, text) in [
            ("title", info.metadata.title), ("artist", info.metadata.artist), ("comment", info.metadata.comment),
            ("software", info.metadata.software),
        ] where !text.isEmpty { add(name, text) }
    }

    /// A level in decibels; that of silence is no number.
    private mutating func add(level: Double, _ label: String, _ unit: String) {
        if level.isFinite {
            add(label, "\(Self.short(level)) \(unit)", .number(Self.rounded(level, 2)))
        } else {
            add(label, level < 0 ? "silence" : "infinite", .number(level))
        }
    }

    /// What is in a model's folder.
    package init(model: LanguageModel, path: String) {
        self.init(path: path, kind: "model")
        let configuration = model.configuration
        add("preset", configuration.preset.rawValue)
        add("tokenizer", configuration.tokenizer.rawValue)
        add("weights", model.network.layout.parameterCount)
        let sizes = configuration.network.hiddenSizes
        add(
            "layers", sizes.map { "LSTM \($0)" }.joined(separator: ", "),
            .array(sizes.map { .integer($0) }))
        add("trained on", configuration.corpus)
        add("hash", model.identity)
    }
}
