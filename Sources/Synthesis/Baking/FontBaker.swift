import DSP
import SoundFonts

/// Bakes instruments of ours into a SoundFont: renders them note by note, and writes down how to play the recordings.
///
/// A font can do less than the instruments themselves. What is kept: the pitch of every key with its stretch, level and
/// colour by velocity, the whole attack and early decay, the rate of the late decay, the dampers by key, the place of
/// every key from left to right. What is lost: sympathetic resonance between keys, half pedal, una corda, the thump of
/// the dampers.
public struct FontBaker: Sendable {
    /// What can be baked.
    public enum Source: String, Sendable, CaseIterable {
        /// `AdditivePiano`, at bank 0, program 0.
        case piano
        /// `ModalDrums`, at bank 128, program 0.
        case drums
    }

    /// How finely it is done.
    public let settings: Settings

    /// Takes the settings.
    public init(_ settings: Settings) { self.settings = settings }

    /// Renders instruments into a font that can be written.
    ///
    /// The same settings make the same font.
    ///
    /// - Parameters:
    ///   - sources: what to bake, each once.
    ///   - name: the font's name.
    ///   - progress: told how many recordings are done, of how many; what it throws ends the work.
    /// - Complexity: about 10 ms for each second of sound.
    public func bake(
        _ sources: [Source], name: String, progress: (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
    ) throws -> SoundFontDraft {
        var draft = SoundFontDraft(name: name)
        draft.information.comment =
            "Computed by musicgen, from " + sources.map(\.rawValue).joined(separator: " and ") + "; nothing is sampled."
        draft.information.copyright = "CC0 1.0"
        let isPiano = sources.contains(.piano)
        let isDrums = sources.contains(.drums)
        let piano = PianoBaker(settings)
        let drums = DrumBaker(settings)
        let total = (isPiano ? piano.recordingCount : 0) + (isDrums ? drums.recordingCount : 0)
        var done = 0
        func advance() throws {
            done += 1
            try progress(done, total)
        }
        // One scale for all of the font, so that levels between keys, layers and instruments stay as they are.
        let loudest = max(isPiano ? try piano.peak(advance) : 0, isDrums ? try drums.peak(advance) : 0)
        let gain = loudest > 0 ? Settings.peak / loudest : 1
        if isPiano { try piano.bake(into: &draft, gain: gain, advance) }
        if isDrums { try drums.bake(into: &draft, gain: gain, advance) }
        return draft
    }
}
