import CALSA
import Glibc

/// A device that ALSA can play on.
public struct AudioDevice: Sendable, Hashable {
    /// What `--device` takes, such as `default` or `plughw:CARD=PCH,DEV=0`.
    public let name: String
    /// What it is, one line.
    public let summary: String

    /// All devices for playback that ALSA's configuration names, in its order; no device is opened.
    ///
    /// The list always holds some that need no sound card, such as `null`, and may hold ones whose server is not
    /// running: only opening tells.
    public static func all() -> [AudioDevice] {
        musicgen_alsa_silence()
        var hints: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
        guard snd_device_name_hint(-1, "pcm", &hints) >= 0, let hints else { return [] }
        defer { snd_device_name_free_hint(hints) }
        var devices: [AudioDevice] = []
        var next = hints
        while let hint = next.pointee {
            next += 1
            // No direction means both.
            guard let name = text(hint, "NAME"), text(hint, "IOID") != "Input" else { continue }
            let lines = (text(hint, "DESC") ?? "").split(separator: "\n")
            devices.append(AudioDevice(name: name, summary: lines.joined(separator: ", ")))
        }
        return devices
    }

    private static func text(_ hint: UnsafeMutableRawPointer, _ key: String) -> String? {
        guard let value = snd_device_name_get_hint(hint, key) else { return nil }
        defer { free(value) }
        return String(cString: value)
    }
}
