import Foundation
import Testing

/// `train`, `generate` and `evaluate` as a user runs them, on a corpus of small pieces.
@Suite(.serialized) struct LearningTests {
    /// A folder with `corpus.tokens` of small pieces and a model trained on it for a few steps.
    static let workshop: TemporaryFolder = {
        // A failure here shows in every test below.
        let folder = try! TemporaryFolder()
        try! Support.makeFolder(folder("midi"))
        for number in 1...40 { _ = try! folder.file("midi/piece-\(number).mid", Music.bytes(Music.piece(number))) }
        _ = try! Program.run(["prepare", "midi", "--output", "corpus.tokens"], in: folder.path)
        _ = try! Program.run(training(to: "model"), in: folder.path)
        return folder
    }()

    static func training(to model: String, _ more: [String] = []) -> [String] {
        [
            "train", "corpus.tokens", "--output", model, "--hidden", "24", "--rows", "4", "--segment-length", "32",
            "--evaluate-every", "4", "--seed", "3",
        ] + (more.contains("--steps") ? more : more + ["--steps", "8"])
    }

    @Test func trainWritesAModelAndSaysSo() throws {
        let folder = Self.workshop
        #expect(
            try Set(["best.safetensors", "config.json", "latest.safetensors", "metrics.csv"])
                .isSubset(of: FileManager.default.contentsOfDirectory(atPath: folder("model"))))
        let again = try Program.run(Self.training(to: "model"), in: folder.path)
        #expect(again.exitCode == 73)
        #expect(again.errors.contains("--resume") && again.errors.contains("--force"))
        let outcome = try Program.run(Self.training(to: "second"), in: folder.path)
        #expect(outcome.exitCode == 0)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("held out") && outcome.errors.contains(folder("second")))
        #expect(fileBytes(folder("second/best.safetensors")) == fileBytes(folder("model/best.safetensors")))
    }

    @Test func withoutOpenBLASTrainingSaysSoAndComposingGoesOn() throws {
        let folder = Self.workshop
        // The loader takes what it finds first, be it a library or not.
        try Support.makeFolder(folder("broken"))
        for name in ["libopenblas.so.0", "libopenblas.so"] { _ = try folder.file("broken/\(name)", [1]) }
        let environment = ["LD_LIBRARY_PATH": folder("broken")]
        let training = try Program.run(Self.training(to: "unborn"), in: folder.path, environment: environment)
        #expect(training.exitCode == 69)
        #expect(training.errors.contains("OpenBLAS") && training.errors.contains("apt-get install"))
        #expect(!FileManager.default.fileExists(atPath: folder("unborn")))
        let judging = try Program.run(
            ["evaluate", "model", "corpus.tokens"], in: folder.path, environment: environment)
        #expect(judging.exitCode == 69)
        let doctor = try Program.run(["doctor"], environment: environment)
        #expect(doctor.text.contains("· training") && doctor.text.contains("libopenblas0"))
        let composing = try Program.run(
            ["generate", "--model", "model", "--output", "without.mid", "--bars", "2"], in: folder.path,
            environment: environment)
        #expect(composing.exitCode == 0, "\(composing.errors)")
    }

    @Test func ctrlCSavesAndResumeGoesOn() throws {
        let folder = Self.workshop
        let long = Self.training(to: "long", ["--steps", "100000", "--patience", "100000"])
        let stopped = try Program.run(long, in: folder.path, signal: (SIGINT, 2))
        #expect(stopped.exitCode == 130)
        #expect(stopped.errors.contains("--resume"))
        let saved = try #require(fileBytes(folder("long/latest.safetensors")))
        #expect(saved.count > 1000)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder("long"))
        #expect(!names.contains { $0.contains("tmp") })
        let resumed = try Program.run(
            ["train", "corpus.tokens", "--output", "long", "--resume", "--minutes", "0.02"], in: folder.path)
        #expect(resumed.exitCode == 0)
        #expect(resumed.errors.contains("the time is up"))
    }

    @Test func aTrainingGoesOnWithItsOwnSettingsAndNewLimits() throws {
        let folder = Self.workshop
        let whole = try Program.run(Self.training(to: "limits", ["--steps", "4"]), in: folder.path)
        #expect(whole.exitCode == 0)
        let more = try Program.run(
            ["train", "corpus.tokens", "--output", "limits", "--resume", "--steps", "6", "--quiet"], in: folder.path)
        #expect(more.exitCode == 0 && more.errors.isEmpty)
        let metrics = try String(contentsOfFile: folder("limits/metrics.csv"), encoding: .utf8)
        #expect(metrics.split(separator: "\n").map { $0.prefix { $0 != "," } } == ["step", "4", "6"])
        let description = try Program.run(["info", "limits"], in: folder.path)
        #expect(description.text.contains("LSTM 24\n"))
        // The new limit is the training's own from then on: there is nothing left to do.
        let again = try Program.run(["train", "corpus.tokens", "--output", "limits", "--resume"], in: folder.path)
        #expect(again.exitCode == 0 && again.errors.contains("done; best held-out loss"))
    }

    @Test(arguments: [
        (["--hidden", "20,20"], "--hidden 20,20", "has 24;"), (["--preset", "large"], "--preset large", "has small;"),
        (["--rows", "8"], "--rows 8", "has 4;"), (["--seed", "4"], "--seed 4", "has 3;"),
        (["--segment-length", "64"], "--segment-length 64", "has 32;"), (["--shards", "1"], "--shards 1", "has 2;"),
        (["--dropout", "0.5"], "--dropout 0.5", "has 0.15;"),
        (["--precision", "single"], "--precision single", "mixed;"),
        (["--learning-rate", "0.5"], "--learning-rate 0.5", "has 0.002;"),
    ])
    func aFlagThatContradictsTheCheckpointIsNamedWithBothValues(flag: [String], given: String, kept: String) throws {
        let folder = Self.workshop
        let before = fileBytes(folder("model/latest.safetensors"))
        let outcome = try Program.run(
            ["train", "corpus.tokens", "--output", "model", "--resume"] + flag, in: folder.path)
        #expect(outcome.exitCode == 64)
        #expect(outcome.errors.contains("\(given): the training in model has") && outcome.errors.contains(kept))
        #expect(fileBytes(folder("model/latest.safetensors")) == before)
    }

    @Test func anotherCorpusOrNoTrainingIsNamed() throws {
        let folder = Self.workshop
        let few = (1...20).map { "midi/piece-\($0).mid" }
        _ = try Program.run(["prepare", "--output", "few.tokens", "--valid", "40"] + few, in: folder.path)
        let other = try Program.run(["train", "few.tokens", "--output", "model", "--resume"], in: folder.path)
        #expect(other.exitCode == 64)
        #expect(other.errors.contains("few.tokens has the hash") && other.errors.contains("training in model is on"))
        let none = try Program.run(["train", "corpus.tokens", "--output", "nothing", "--resume"], in: folder.path)
        #expect(none.exitCode == 66)
        #expect(none.errors.contains("nothing/config.json: no such file"))
    }

    @Test func storedSettingsThatCannotBeAreNamed() throws {
        let folder = Self.workshop
        try Support.makeFolder(folder("damaged"))
        let whole = try String(contentsOfFile: folder("model/config.json"), encoding: .utf8)
        let damaged = whole.replacing("\"rows\" : 4", with: "\"rows\" : 0")
        #expect(damaged != whole)
        _ = try folder.file("damaged/config.json", Array(damaged.utf8))
        let outcome = try Program.run(["train", "corpus.tokens", "--output", "damaged", "--resume"], in: folder.path)
        #expect(outcome.exitCode == 65)
        #expect(outcome.errors.contains("damaged/config.json: rows is 0"))
    }

    @Test func tokensCutShortMeanwhileAreNamedAndWhatWasSavedStays() throws {
        let folder = Self.workshop
        _ = try folder.file("cut.tokens", #require(fileBytes(folder("corpus.tokens"))))
        let arguments =
            ["train", "cut.tokens"]
            + Self.training(to: "cut", ["--steps", "100000", "--patience", "100000"]).dropFirst(2)
        let outcome = try Program.run(
            Array(arguments), in: folder.path,
            meanwhile: {
                for _ in 0..<2_000 where fileBytes(folder("cut/latest.safetensors")) == nil {
                    Thread.sleep(forTimeInterval: 0.01)
                }
                #expect(truncate(folder("cut.tokens"), 0) == 0)
            })
        #expect(outcome.exitCode == 74)
        #expect(outcome.errors.contains("musicgen: \(folder("cut.tokens")) became shorter while it was read"))
        #expect(fileBytes(folder("cut/latest.safetensors")) != nil)
    }

    @Test func aPieceIsMadeAgainFromItsSidecar() throws {
        let folder = Self.workshop
        let first = try Program.run(
            ["generate", "--model", "model", "--output", "a.mid", "--bars", "6", "--temperature", "0.9", "--force"],
            in: folder.path)
        #expect(first.exitCode == 0)
        #expect(first.errors.contains("seed ") && first.errors.contains(folder("a.mid")))
        let again = try Program.run(["generate", "--from", "a.json", "--output", "b.mid", "--force"], in: folder.path)
        #expect(again.exitCode == 0)
        #expect(fileBytes(folder("a.mid")) == fileBytes(folder("b.mid")))
        let piped = try Program.run(["generate", "--from", "a.json", "--output", "-", "--quiet"], in: folder.path)
        #expect(piped.output == fileBytes(folder("a.mid")))
        #expect(piped.errors.isEmpty)
    }

    @Test func countNumbersThePiecesAndTheirSeeds() throws {
        let folder = Self.workshop
        let outcome = try Program.run(
            [
                "generate", "--model", "model", "--output", "n.mid", "--bars", "4", "--seed", "9", "--count", "3",
                "--force",
            ],
            in: folder.path)
        #expect(outcome.exitCode == 0)
        let single = try Program.run(
            ["generate", "--model", "model", "--output", "-", "--bars", "4", "--seed", "11"], in: folder.path)
        #expect(fileBytes(folder("n-3.mid")) == single.output)
        #expect(fileBytes(folder("n-1.mid")) != single.output)
    }

    @Test func aPrimerBeginsThePiece() throws {
        let folder = Self.workshop
        let outcome = try Program.run(
            [
                "generate", "--model", "model", "--output", "p.mid", "--bars", "4", "--seed", "1", "--primer",
                "midi/piece-1.mid", "--primer-bars", "2", "--force",
            ], in: folder.path)
        #expect(outcome.exitCode == 0)
        let primer = try Program.run(["tokens", "midi/piece-1.mid"], in: folder.path).text.split(separator: "\n")
        let piece = try Program.run(["tokens", "p.mid"], in: folder.path).text.split(separator: "\n")
        #expect(piece.prefix(8) == primer.prefix(8))
        #expect(piece.count > 10)
    }

    @Test func evaluatePrintsTheFigures() throws {
        let outcome = try Program.run(
            ["evaluate", "model", "corpus.tokens", "--pieces", "2", "--bars", "4", "--order", "3"],
            in: Self.workshop.path)
        #expect(outcome.exitCode == 0)
        let names = outcome.text.split(separator: "\n").map { $0.split(separator: "\t")[0] }
        #expect(names.contains("model likelihood") && names.contains("3-gram likelihood"))
        #expect(names.contains("repetition, worst") && names.contains("verbatim run, longest"))
    }

    @Test func chordTokensAreLearnedAndComposedToo() throws {
        let folder = Self.workshop
        _ = try Program.run(
            ["prepare", "midi", "--output", "chords.tokens", "--tokenizer", "chords", "--force"], in: folder.path)
        let trained = try Program.run(
            [
                "train", "chords.tokens", "--output", "chords", "--preset", "tutorial", "--hidden", "16", "--steps",
                "4",
                "--audition-every", "0.001", "--force",
            ], in: folder.path)
        #expect(trained.exitCode == 0)
        let auditions = try FileManager.default.contentsOfDirectory(atPath: folder("chords/auditions"))
        #expect(auditions.contains { $0.hasSuffix(".wav") } && auditions.contains { $0.hasSuffix(".mid") })
        let outcome = try Program.run(
            ["evaluate", "chords", "chords.tokens", "--pieces", "1", "--bars", "4"], in: folder.path)
        #expect(outcome.exitCode == 0)
        #expect(outcome.text.contains("gram likelihood"))
    }

    @Test(arguments: [
        (["generate", "--model", "nowhere", "--output", "x.mid"], 66 as Int32, "nowhere"),
        (["generate", "--model", "model", "--output", "x.mid", "--temperature", "-1"], 64, "temperature"),
        (["generate", "--model", "model", "--output", "x.mid", "--bars", "4", "--seconds", "3"], 64, "--seconds"),
        (["generate", "--model", "model", "--output", "nowhere/x.mid"], 73, "nowhere"),
        (["generate", "--model", "model", "--output", "x.mid", "--primer", "none.mid"], 66, "none.mid"),
        (["train", "none.tokens", "--output", "x"], 66, "none.tokens"),
        (["train", "midi/piece-1.mid", "--output", "x"], 65, "piece-1.mid"),
        (["train", "corpus.tokens", "--output", "x", "--hidden", "a,b"], 64, "--hidden"),
        (["evaluate", "model", "none.tokens"], 66, "none.tokens"),
        (["evaluate", "model", "corpus.tokens", "--split", "train"], 64, "--split"),
    ])
    func mistakesAreNamed(arguments: [String], code: Int32, word: String) throws {
        let outcome = try Program.run(arguments, in: Self.workshop.path)
        #expect(outcome.exitCode == code)
        #expect(outcome.errors.contains(word))
        #expect(outcome.output.isEmpty)
        #expect(!Self.workshop.contents.contains { $0.hasPrefix("x") || $0.contains("partial") })
    }

    @Test func anUnknownModelVersionIsRefused() throws {
        let folder = try TemporaryFolder()
        try Support.makeFolder(folder("model"))
        _ = try folder.file("model/config.json", Array(#"{"formatVersion": 99}"#.utf8))
        let outcome = try Program.run(["generate", "--model", "model", "--output", "x.mid"], in: folder.path)
        #expect(outcome.exitCode == 65)
        #expect(outcome.errors.contains("format 99"))
    }
}
