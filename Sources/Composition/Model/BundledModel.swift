import FoundationEssentials

/// Finds the model that comes with the program.
public enum BundledModel {
    /// The name of the model's folder among the program's data.
    public static let folderName = "model"

    /// The bundled model's folder.
    ///
    /// Looked for in `$MUSICGEN_DATA`, beside the program as the package manager leaves it, and in `share/musicgen`
    /// beside the `bin` it is installed in.
    /// - Throws: `ModelError.noBundledModel` with the places.
    public static func path(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        executable: String = BundledModel.executablePath
    ) throws(ModelError) -> String {
        let places = candidates(environment: environment, executable: executable)
        for place in places where FileManager.default.fileExists(atPath: place + "/config.json") { return place }
        throw .noBundledModel(searched: places)
    }

    /// The folders that are looked in, in order.
    public static func candidates(environment: [String: String], executable: String) -> [String] {
        let folder = parent(of: executable)
        var places: [String] = []
        if let data = environment["MUSICGEN_DATA"], !data.isEmpty { places.append(data + "/" + folderName) }
        let bundle = "/musicgen_Composition.resources/" + folderName
        places.append(folder + bundle)
        places.append(parent(of: folder) + "/share/musicgen" + bundle)
        return places
    }

    /// The folder that a path lies in.
    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The absolute path of the running program, links resolved.
    public static var executablePath: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments.first ?? "musicgen"
    }
}
