import Foundation

/// The built `musicgen`, run as a user runs it.
enum Program {
    struct Outcome {
        var exitCode: Int32
        var output: [UInt8]
        var errors: String
        var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// The executable lies beside the test bundle, which is the running program.
    static let path: String = {
        let here = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: here).deletingLastPathComponent().appending(path: "musicgen").path
    }()

    /// Runs the program in a clean environment; a test that hangs is ended after two minutes.
    ///
    /// - Parameters:
    ///   - output: a file to take standard output instead, such as `/dev/full`.
    ///   - unread: descriptors that are pipes whose reader has gone.
    ///   - signal: a signal to send some seconds after the start.
    ///   - meanwhile: what is to happen while it runs.
    static func run(
        _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:], input: [UInt8] = [],
        output: String? = nil, unread: [Int32] = [], signal: (number: Int32, after: Double)? = nil,
        executable: String = Program.path,
        meanwhile: () throws -> Void = {}
    ) throws -> Outcome {
        let scratch = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        let base = ["PATH": "/usr/bin:/bin", "HOME": scratch.path, "XDG_CONFIG_HOME": scratch("config"), "LANG": "C"]
        let sanitizers = ProcessInfo.processInfo.environment.filter { $0.key.hasSuffix("SAN_OPTIONS") }
        process.environment = base.merging(sanitizers) { $1 }.merging(environment) { $1 }
        if let folder { process.currentDirectoryURL = URL(filePath: folder) }
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: scratch.file("stdin", input)))
        let outputPath = try output ?? scratch.file("stdout")
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: outputPath))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: scratch.file("stderr")))
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        if unread.contains(STDOUT_FILENO) { process.standardOutput = pipe.fileHandleForWriting }
        if unread.contains(STDERR_FILENO) { process.standardError = pipe.fileHandleForWriting }
        try process.run()
        let identifier = process.processIdentifier
        if let signal {
            Thread.sleep(forTimeInterval: signal.after)
            kill(identifier, signal.number)
        }
        let timer = DispatchSource.makeTimerSource()
        timer.schedule(deadline: .now() + 120)
        timer.setEventHandler { kill(identifier, SIGKILL) }
        timer.resume()
        try meanwhile()
        process.waitUntilExit()
        timer.cancel()
        let errors = String(decoding: fileBytes(scratch("stderr")) ?? [], as: UTF8.self)
        return Outcome(
            exitCode: process.terminationStatus, output: output == nil ? fileBytes(outputPath) ?? [] : [],
            errors: errors)
    }
}
