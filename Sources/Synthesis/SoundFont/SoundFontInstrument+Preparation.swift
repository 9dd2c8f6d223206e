import SoundFonts

extension SoundFontInstrument {
    /// Loads the samples that notes will play, each part of a sample once, on several threads.
    ///
    /// Not for the audio thread; safe while it plays.
    public func prepare(notes: some Sequence<NoteUse>) {
        var strokes: [Int: Set<Stroke>] = [:]
        for use in notes {
            let index = preset(bank: use.bank, program: use.program, isPercussion: use.isPercussion)
            strokes[index, default: []].insert(Stroke(key: use.key & 127, velocity: use.velocity & 127))
        }
        var needs: [PresetLibrary.Need] = []
        for (index, strokes) in strokes.sorted(by: { $0.key < $1.key }) {
            guard let preset = library.prepare(index) else { continue }
            var ratios = [ClosedRange<Double>?](repeating: nil, count: preset.count)
            for stroke in strokes {
                for region in 0..<preset.count
                where preset.regions[region].answers(key: Int(stroke.key), velocity: Int(stroke.velocity)) {
                    let range = preset.ratios(region: region, key: Int(stroke.key))
                    ratios[region] = range.joined(with: ratios[region])
                }
            }
            for (region, range) in ratios.enumerated() {
                guard let range else { continue }
                needs.append(PresetLibrary.Need(preset: preset, region: region, ratios: range))
            }
        }
        library.load(needs)
    }

    /// Loads all samples of a preset, for live playing.
    ///
    /// Not for the audio thread; safe while it plays.
    public func prepare(preset index: Int) {
        guard let preset = library.prepare(index) else { return }
        library.load(
            (0..<preset.count).map { region in
                let keys = preset.regions[region]
                let lowest = preset.ratios(region: region, key: Int(keys.lowestKey))
                let highest = preset.ratios(region: region, key: Int(keys.highestKey))
                return PresetLibrary.Need(preset: preset, region: region, ratios: lowest.joined(with: highest))
            })
    }

    /// Why samples could not be loaded, the first hundred reasons; the regions that need them stay silent.
    public var failures: [SoundFontError] { library.failures }

    private struct Stroke: Hashable {
        var key: UInt8
        var velocity: UInt8
    }
}
