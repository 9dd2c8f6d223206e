import AudioDevices
import AudioFiles
import Basics
import CKernels
import Composition
import Glibc
import Kernels
import Synthesis

/// Everything that `musicgen doctor` looks at; each looks for itself and none throws.
package enum Examination {
    /// All findings in order.
    package static func all(device: String, model: String?) -> [Finding] {
        [
            processor(), matrices(), soundFiles(), Self.model(model), sound(device), soundFonts(), writing(to: "."),
            building(),
        ]
    }

    /// The vector instructions that the kernels use.
    static func processor() -> Finding {
        let level =
            switch ck_vector_level() {
            case 4: "AVX-512 (x86-64-v4)"
            case 3: "AVX2 (x86-64-v3)"
            default: "no wide vectors: composing works, training will be slow"
            }
        return Finding(.good, "processor", "\(level), \(counted(ProcessorCount.value, "thread"))")
    }

    /// Whether the library that training multiplies with can be loaded.
    static func matrices() -> Finding {
        guard let reason = MatrixLibrary.load() else { return Finding(.good, "training", "OpenBLAS is there") }
        return Finding(.remark, "training", "\(reason); needed only for that: \(MatrixLibrary.remedy)")
    }

    /// What libsndfile can write.
    static func soundFiles() -> Finding {
        let available = AudioContainer.available
        let names = available.map(\.rawValue).joined(separator: ", ")
        let missing = [AudioContainer.wav, .flac, .ogg].filter { !available.contains($0) }
        guard missing.isEmpty else {
            return Finding(
                .bad, "sound files",
                "\(SoundFileLibrary.version) cannot write \(missing.map(\.rawValue).joined(separator: ", "))",
                remedy: "sudo apt-get install --reinstall libsndfile1")
        }
        return Finding(.good, "sound files", "\(SoundFileLibrary.version) writes \(names)")
    }

    /// Whether the model can be loaded.
    static func model(_ folder: String?) -> Finding {
        let name = folder ?? "bundled"
        do {
            let model = try Composer(folder: folder).model
            return Finding(
                .good, "model", "\(name), \(model.network.layout.parameterCount) weights, \(model.identity)")
        } catch {
            return Finding(
                .bad, "model", CommandFailure(error).message,
                remedy: folder == nil
                    ? "make install" : "name another folder with --model, or unset MUSICGEN_MODEL")
        }
    }

    /// Whether there is something to play on.
    static func sound(_ device: String) -> Finding {
        do {
            let output = try AudioOutput(device: device)
            return Finding(.good, "sound device", "\(device), \(output.sampleRate) Hz")
        } catch {
            let remedy: String
            if case .permissionDenied = error {
                remedy = "sudo usermod -aG audio $USER, then log in again"
            } else if SoundCard.all().isEmpty {
                remedy = "no sound card here: musicgen render OUT.wav writes a file to play elsewhere"
            } else {
                remedy = "sudo apt-get install pipewire-alsa (or pulseaudio libasound2-plugins), then log in again"
            }
            return Finding(.bad, "sound device", "\(device): none to play on", remedy: remedy)
        }
    }

    /// Which SoundFonts are found; the piano does without.
    static func soundFonts(_ search: FontSearch = FontSearch()) -> Finding {
        let fonts = search.fonts
        guard !fonts.isEmpty else {
            return Finding(
                .remark, "SoundFonts",
                "none found, and the piano needs none; to have one: sudo apt-get install fluid-soundfont-gm")
        }
        return Finding(.good, "SoundFonts", fonts.prefix(12).map(OutputPath.absolute).joined(separator: ", "))
    }

    /// Whether files can be created in a folder.
    static func writing(to folder: String) -> Finding {
        let path = folder == "." ? OutputPath.folder(of: OutputPath.absolute("x")) : OutputPath.absolute(folder)
        guard access(folder, W_OK | X_OK) == 0 else {
            return Finding(
                .bad, "this folder", "\(path) cannot be written to", remedy: "cd ~, or choose another folder for OUT")
        }
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { return Finding(.good, "this folder", "\(path) can be written to") }
        let free = Int(
            clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
        guard free >= 50_000_000 else {
            return Finding(
                .bad, "this folder", "\(path) has only \(Report.size(free)) free",
                remedy: "df -h . shows the disk; free some space")
        }
        return Finding(.good, "this folder", "\(path), \(Report.size(free)) free")
    }

    /// What building from source needs; a program that is installed does without.
    static func building() -> Finding {
        let headers = [
            ("alsa/asoundlib.h", "libasound2-dev"), ("sndfile.h", "libsndfile1-dev"),
        ]
        let missing = headers.filter { header, _ in
            !["/usr/include/", "/usr/local/include/"].contains { InputFile.exists($0 + header) }
                && !InputFile.exists("/usr/include/" + OutputPath.name(of: header))
        }.map(\.1)
        return missing.isEmpty
            ? Finding(.good, "for building", "all headers are there")
            : Finding(
                .remark, "for building",
                "missing, and needed only for that: sudo apt-get install "
                    + missing.joined(separator: " "))
    }
}
