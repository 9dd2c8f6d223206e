import CALSA
import Glibc

/// A sound card that the kernel knows.
public struct SoundCard: Sendable, Hashable {
    /// Its number, as in `hw:0`.
    public let index: Int
    /// Its name.
    public let name: String

    /// All cards; empty on a machine or in a container without any.
    public static func all() -> [SoundCard] {
        musicgen_alsa_silence()
        var cards: [SoundCard] = []
        var index: Int32 = -1
        while snd_card_next(&index) == 0, index >= 0 {
            var text: UnsafeMutablePointer<CChar>?
            guard snd_card_get_name(index, &text) == 0, let text else { continue }
            cards.append(SoundCard(index: Int(index), name: String(cString: text)))
            free(text)
        }
        return cards
    }
}
