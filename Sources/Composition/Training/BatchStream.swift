import NeuralNetworks
import Tokenization

/// The batches of a training, in whichever form its objective needs.
struct BatchStream: Sendable {
    private enum Form: Sendable {
        case segments(SegmentStream)
        case windows(WindowStream)
    }

    /// Where a stream stands.
    enum Position: Codable, Sendable, Equatable {
        case segments(SegmentStream.Position)
        case windows(WindowStream.Position)
    }

    private var form: Form
    /// Targets in a pass over the corpus.
    let tokensPerEpoch: Int
    /// Most targets in a batch.
    let tokensPerBatch: Int

    /// - Throws: `TrainingError.nothingToLearn`.
    init(configuration: ModelConfiguration, source: any TokenSource) throws(TrainingError) {
        let settings = configuration.training
        let targets = configuration.predictedColumns
        switch configuration.network.objective {
        case .everyStep:
            guard (0..<source.pieceCount).contains(where: { source.length(ofPiece: $0) > 1 }) else {
                throw .nothingToLearn(needed: 1)
            }
            let isShifted = configuration.tokenizer == .notes && settings.transposition > 0
            form = .segments(
                SegmentStream(
                    source: source, rows: settings.rows, segmentLength: settings.segmentLength, targetColumns: targets,
                    seed: settings.seed,
                    transposition: isShifted ? -settings.transposition...settings.transposition : 0...0,
                    transpose: { NotesTokenizer.transpose($0, by: $1) }))
            tokensPerEpoch = source.totalLength - source.pieceCount
            tokensPerBatch = settings.rows * settings.segmentLength
        case .afterWindow(let length):
            guard (0..<source.pieceCount).contains(where: { source.length(ofPiece: $0) > length }) else {
                throw .nothingToLearn(needed: length)
            }
            let stream = WindowStream(
                source: source, rows: settings.rows, window: length, targetColumns: targets, seed: settings.seed)
            form = .windows(stream)
            tokensPerEpoch = stream.windowCount
            tokensPerBatch = settings.rows
        }
    }

    /// Where the stream stands; setting takes positions of the same form only.
    var position: Position {
        get {
            switch form {
            case .segments(let stream): .segments(stream.position)
            case .windows(let stream): .windows(stream.position)
            }
        }
        set {
            switch (form, newValue) {
            case (.segments(var stream), .segments(let position)):
                stream.position = position
                form = .segments(stream)
            case (.windows(var stream), .windows(let position)):
                stream.position = position
                form = .windows(stream)
            default: preconditionFailure("a position of another form of stream")
            }
        }
    }

    mutating func next() -> Batch {
        switch form {
        case .segments(var stream):
            let batch = stream.next()
            form = .segments(stream)
            return batch
        case .windows(var stream):
            let batch = stream.next()
            form = .windows(stream)
            return batch
        }
    }
}
