import Foundation
import StandardMIDIFile

/// Reads every MIDI file given, or in a folder given, several times and prints how fast that was.
///
/// `midi-reading [--repetitions N] [--json] [--warnings] PATH…`
@main
struct MIDIReading {
    static func main() throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        let wantsJSON = take("--json", from: &arguments)
        let wantsWarnings = take("--warnings", from: &arguments)
        var repetitions = 5
        if let index = arguments.firstIndex(of: "--repetitions"), index + 1 < arguments.count {
            repetitions = max(1, Int(arguments[index + 1]) ?? repetitions)
            arguments.removeSubrange(index...index + 1)
        }
        let paths = arguments.flatMap(midiFiles)
        guard !paths.isEmpty else {
            let usage = "usage: midi-reading [--repetitions N] [--json] [--warnings] PATH…, folders or MIDI files\n"
            FileHandle.standardError.write(Data(usage.utf8))
            exit(64)
        }
        if wantsWarnings { printWarnings(paths) }

        var measurement = Measurement()
        for path in paths { measurement.add(contentsOf: path) }
        var seconds: [Double] = []
        let reader = MIDIFileReader(policy: .lenient)
        for _ in 0..<repetitions {
            let clock = ContinuousClock()
            let elapsed = clock.measure { for path in paths { _ = try? reader.read(contentsOf: path) } }
            seconds.append(Double(elapsed.components.attoseconds) * 1e-18 + Double(elapsed.components.seconds))
        }
        measurement.seconds = seconds.sorted()[seconds.count / 2]
        measurement.bestSeconds = seconds.min() ?? 0
        if wantsJSON {
            print(String(decoding: try JSONEncoder().encode(measurement), as: UTF8.self))
        } else {
            print(measurement)
        }
    }

    static func take(_ flag: String, from arguments: inout [String]) -> Bool {
        guard let index = arguments.firstIndex(of: flag) else { return false }
        arguments.remove(at: index)
        return true
    }

    static func midiFiles(at path: String) -> [String] {
        guard let names = FileManager.default.enumerator(atPath: path)?.compactMap({ $0 as? String }),
            !names.isEmpty
        else { return [path] }
        let extensions = [".mid", ".midi", ".kar", ".rmi"]
        return names.filter { name in extensions.contains { name.lowercased().hasSuffix($0) } }
            .sorted().map { path + "/" + $0 }
    }

    static func printWarnings(_ paths: [String]) {
        for path in paths {
            do {
                let result = try MIDIFileReader(policy: .lenient).read(contentsOf: path)
                for warning in result.warnings { print("\(path), \(warning)") }
                if result.omittedWarnings > 0 { print("\(path): \(result.omittedWarnings) more warnings") }
            } catch {
                print(error)
            }
        }
    }
}

/// What was read, and how fast.
struct Measurement: Codable, CustomStringConvertible {
    var files = 0
    var failures = 0
    var filesWithWarnings = 0
    var bytes = 0
    var events = 0
    /// Median and best of the repetitions.
    var seconds = 0.0
    var bestSeconds = 0.0

    mutating func add(contentsOf path: String) {
        files += 1
        bytes += (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        guard let result = try? MIDIFileReader(policy: .lenient).read(contentsOf: path) else {
            failures += 1
            return
        }
        if !result.warnings.isEmpty { filesWithWarnings += 1 }
        events += result.file.tracks.reduce(0) { $0 + $1.events.count }
    }

    var description: String {
        let rate = String(format: "%.0f files/s, %.1f MB/s", Double(files) / seconds, Double(bytes) / seconds / 1e6)
        let event = String(format: "%.1f ns an event", seconds / Double(max(1, events)) * 1e9)
        return """
            \(files) files, \(bytes) bytes, \(events) events; \(failures) failed, \(filesWithWarnings) with warnings
            \(String(format: "%.4f s (best %.4f s)", seconds, bestSeconds)): \(rate), \(event)
            """
    }
}
