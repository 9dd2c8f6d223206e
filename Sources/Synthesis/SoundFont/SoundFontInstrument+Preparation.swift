import DSP
import SoundFonts

extension SoundFontInstrument {
    /// Loads the samples that notes will play, each part of a sample once, on several threads.
    ///
    /// Not for the audio thread; safe while it plays.
    ///
    /// - Parameter longest: frames that none of the notes is held beyond, so that no more of their samples is loaded
    ///   than they can get to; nil loads whole samples. A voice that gets to the end of what is loaded fades out.
    public func prepare(notes: some Sequence<NoteUse>, longest: Int? = nil) {
        let uses = notes.map { NoteCensus.TimedUse(frame: 0, use: $0, longest: longest ?? .max) }
        library.load(demands(of: uses))
    }

    /// Loads all samples of a preset, for live playing.
    ///
    /// Not for the audio thread; safe while it plays.
    public func prepare(preset index: Int) {
        guard let preset = library.prepare(index) else { return }
        let demands = (0..<preset.count).map { region in
            let keys = preset.regions[region]
            let lowest = preset.ratios(region: region, key: Int(keys.lowestKey))
            let highest = preset.ratios(region: region, key: Int(keys.highestKey))
            return SampleDemand(
                source: preset.sources[region], ratios: lowest.joined(with: highest), frames: .max,
                users: [(preset, region)])
        }
        library.load(SampleDemand.merged(demands))
    }

    /// Why samples could not be loaded, the first hundred reasons; the regions that need them stay silent.
    public var failures: [SoundFontError] { library.failures }

    /// What notes demand of samples, one demand a part of a sample.
    func demands(of uses: [NoteCensus.TimedUse]) -> [SampleDemand] {
        var strokes: [Int: [Stroke: Timing]] = [:]
        for use in uses {
            let (note, timing) = (use.use, Timing(first: use.frame, longest: use.longest))
            let index = preset(bank: note.bank, program: note.program, isPercussion: note.isPercussion)
            let stroke = Stroke(key: note.key & 127, velocity: note.velocity & 127)
            strokes[index, default: [:]][stroke, default: timing].join(timing)
        }
        return SampleDemand.merged(
            strokes.sorted { $0.key < $1.key }
                .flatMap { index, strokes in
                    library.prepare(index).map { demands(of: strokes, on: $0) } ?? []
                })
    }

    private func demands(of strokes: [Stroke: Timing], on preset: PreparedPreset) -> [SampleDemand] {
        var found = [SampleDemand?](repeating: nil, count: preset.count)
        for (stroke, timing) in strokes {
            for region in 0..<preset.count
            where preset.regions[region].answers(key: Int(stroke.key), velocity: Int(stroke.velocity)) {
                let ratios = preset.ratios(region: region, key: Int(stroke.key))
                let frames = frames(of: timing, on: preset, region: region, ratio: ratios.upperBound)
                guard let known = found[region] else {
                    found[region] = SampleDemand(
                        source: preset.sources[region], ratios: ratios, frames: frames, due: timing.first,
                        users: [(preset, region)])
                    continue
                }
                found[region]?.ratios = ratios.joined(with: known.ratios)
                found[region]?.frames = max(frames, known.frames)
                found[region]?.due = min(timing.first, known.due)
            }
        }
        return found.compactMap { $0 }
    }

    /// Frames of a sample that a note gets to, with a tone more of pitch and a little to spare, so that nobody has to
    /// ask for more.
    private func frames(of timing: Timing, on preset: PreparedPreset, region: Int, ratio: Double) -> Int {
        if timing.longest == .max || preset.movesStart(region: region) { return .max }
        let release = preset.release(region: region) * pool.sampleRate
        let frames = (Double(timing.longest) + release + Double(SamplePlayhead.wish)) * ratio * 1.125 + 2_048
        return frames < 1e9 ? Int(frames) : .max
    }

    private struct Stroke: Hashable {
        var key: UInt8
        var velocity: UInt8
    }

    private struct Timing {
        var first: Int
        var longest: Int

        mutating func join(_ other: Timing) {
            first = min(first, other.first)
            longest = max(longest, other.longest)
        }
    }
}
