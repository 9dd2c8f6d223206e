import Composition
import Tokenization

extension TrainingOptions {
    /// What to go on with: the stored training, with the limits that are given for this run.
    ///
    /// `--epochs`, `--steps`, `--patience` and `--evaluate-every` replace the stored ones; minutes are those of one run
    /// alone. Everything else is the checkpoint's, and may be given only as it is there.
    ///
    /// - Parameters:
    ///   - folder: the model's, as the user named it.
    ///   - path: the token file's.
    /// - Throws: `CommandFailure` with `usage` when a flag or the corpus contradicts what is stored.
    package func configuration(
        resuming stored: ModelConfiguration, in folder: String, on corpus: TokenCorpus, at path: String
    ) throws(CommandFailure) -> ModelConfiguration {
        try check()
        func agree<Value: Equatable>(
            _ flag: String, _ given: Value?, _ kept: Value, text: (Value) -> String = { "\($0)" }
        ) throws(CommandFailure) {
            guard let given, given != kept else { return }
            throw CommandFailure(
                .usage,
                "--\(flag) \(text(given)): the training in \(folder) has \(text(kept)); leave it out to go on, or train "
                    + "into another folder without --resume")
        }
        let training = stored.training
        try agree("preset", preset?.rawValue, stored.preset.rawValue)
        try agree("hidden", hiddenSizes(), stored.network.hiddenSizes) { $0.map(String.init).joined(separator: ",") }
        try agree("dropout", dropout, stored.network.dropout.between)
        try agree("rows", rows, training.rows)
        try agree("segment-length", segmentLength, training.segmentLength)
        try agree("learning-rate", learningRate, training.learningRate)
        try agree("seed", seed, training.seed)
        try agree("shards", shards, training.shards)
        try agree("precision", precision?.rawValue, training.precision.rawValue)
        guard stored.corpus == corpus.contentHash, stored.vocabulary == corpus.vocabulary,
            stored.tokenizer == corpus.metadata.tokenizer
        else {
            throw CommandFailure(
                .usage,
                "\(path) has the hash \(corpus.contentHash): the training in \(folder) is on a token file with "
                    + "\(stored.corpus); give that one, or train into another folder without --resume")
        }
        var result = stored
        result.training.minutes = 0
        result.training = limited(result.training)
        return result
    }
}
