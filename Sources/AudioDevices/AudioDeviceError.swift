import Basics
import CALSA
import Glibc

/// Why there is no sound, and what to do about it.
public enum AudioDeviceError: Error, Sendable, Equatable {
    /// Nothing to play on: no sound card and no sound server behind the name.
    case noDevice(name: String, reason: String)
    /// ALSA knows no device of this name.
    case unknownDevice(name: String, known: [String])
    /// Another program holds the device.
    case busy(name: String)
    /// The system does not let this user play.
    case permissionDenied(name: String)
    /// The device cannot do what is needed, such as two channels.
    case unsupported(name: String, what: String)
    /// The device went away while playing, after so many frames.
    case lost(name: String, framesPlayed: Int, reason: String)
    /// The device takes no more samples, and reports no error.
    case stalled(name: String, framesPlayed: Int)
    /// Any other error from ALSA or the system.
    case system(name: String, operation: String, reason: String)

    /// ALSA's words for one of its (negative) error numbers.
    static func reason(_ code: Int32) -> String { String(cString: snd_strerror(code)) }

    /// The error for a device that could not be opened.
    static func opening(_ name: String, code: Int32) -> AudioDeviceError {
        switch -code {
        case EBUSY, EAGAIN: return .busy(name: name)
        case EACCES, EPERM: return .permissionDenied(name: name)
        case ENOENT, ENODEV, ENXIO, ECONNREFUSED, EIO, EINVAL:
            let known = AudioDevice.all().map(\.name)
            // A plug-in's arguments follow a colon: hw:0,0 is the device hw.
            let base = name.prefix { $0 != ":" }
            if name != "default" && !known.contains(where: { $0 == name || $0.prefix { $0 != ":" } == base })
                && !["hw", "plughw", "sysdefault", "front", "dmix"].contains(String(base)) && -code != ECONNREFUSED
            {
                return .unknownDevice(name: name, known: known)
            }
            return .noDevice(name: name, reason: reason(code))
        default: return .system(name: name, operation: "open", reason: reason(code))
        }
    }
}

extension AudioDeviceError: CustomStringConvertible {
    /// What is wrong, where, and the remedy.
    public var description: String {
        switch self {
        case .noDevice(let name, let reason):
            "no sound device: ALSA cannot open \"\(name)\" (\(reason)); connect a sound card or start a sound server, "
                + "see `musicgen devices`, or write a file with `musicgen render OUT.wav`"
        case .unknownDevice(let name, let known):
            "no sound device is called \"\(name)\"; "
                + (known.isEmpty ? "ALSA lists none" : "ALSA lists \(known.joined(separator: ", "))")
        case .busy(let name):
            "the sound device \"\(name)\" is in use by another program; close it, or use --device default"
        case .permissionDenied(let name):
            "no permission to use the sound device \"\(name)\"; join the group: sudo usermod -aG audio $USER, "
                + "then log in again"
        case .unsupported(let name, let what):
            "the sound device \"\(name)\" cannot do \(what); plughw instead of hw converts, or use --device default"
        case .lost(let name, let frames, let reason):
            "the sound device \"\(name)\" went away after \(counted(frames, "frame")) (\(reason)); connect it again and play "
                + "once more"
        case .stalled(let name, let frames):
            "the sound device \"\(name)\" has taken nothing for five seconds, after \(counted(frames, "frame")); restart the "
                + "sound server or choose another with --device"
        case .system(let name, let operation, let reason):
            "the sound device \"\(name)\": cannot \(operation): \(reason); see `musicgen doctor`"
        }
    }
}
