import Glibc

extension OutputPath {
    /// What is the same for all names of a place: the file's device and number or, where no file is yet, those of its
    /// folder and its own name; nil where there is no such folder.
    package static func identity(of path: String) -> String? {
        var status = stat()
        if stat(path, &status) == 0 { return "\(status.st_dev):\(status.st_ino)" }
        guard stat(folder(of: path), &status) == 0 else { return nil }
        return "\(status.st_dev):\(status.st_ino)/\(name(of: path))"
    }

    /// Checks that no file is to be written twice, nor over an input.
    ///
    /// - Parameters:
    ///   - places: the outputs; devices, pipes and standard output do not count.
    ///   - inputs: paths.
    /// - Throws: `CommandFailure` with `usage`.
    package static func requireDistinct(_ places: [OutputPath], inputs: [String]) throws(CommandFailure) {
        let read = Set(inputs.compactMap(identity(of:)))
        var seen: Set<String> = []
        for place in places where !place.isSpecial {
            guard let identity = identity(of: place.path) else { continue }
            if read.contains(identity) {
                throw CommandFailure(.usage, "\(place.path): is an input too; choose another name for the output")
            }
            if !seen.insert(identity).inserted {
                throw CommandFailure(
                    .usage, "\(place.path): would be written twice; give each output a name of its own")
            }
        }
    }
}
