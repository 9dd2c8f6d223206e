// swift-tools-version: 6.2
import PackageDescription

// One corridor: StandardMIDIFile → SymbolicMusic → Tokenization → Composition, and Score → Synthesis →
// AudioFiles/AudioDevices. Documentation/Architecture.md explains who may import whom.

/// Kernels are compiled with optimisation even in debug builds: without it they run up to a hundred times slower.
let optimisedKernels: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// The release program carries the Swift runtime in itself. `--static-swift-stdlib` would do the same but change how
/// every module is compiled, so that program and tests could not share one build; the libraries named are those that
/// Foundation's essentials need then (the others only in case), and lld comes with the toolchain.
///
/// Not under a sanitizer, for which `make sanitize` sets `MUSICGEN_SANITIZER`: that for threads puts itself before
/// functions of Dispatch, which it then looks for in shared libraries, and finds none.
let selfContained: [LinkerSetting] =
    Context.environment["MUSICGEN_SANITIZER"] != nil
    ? []
    : [
        .unsafeFlags(
            [
                "-static-stdlib", "-use-ld=lld", "-lCoreFoundation", "-l_FoundationICU", "-l_FoundationCollections",
                "-l_FoundationCShims",
            ], .when(configuration: .release))
    ]

/// A Swift target and the test target that mirrors it.
func module(
    _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = [],
    swiftSettings: [SwiftSetting] = []
) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: swiftSettings)
}

func tests(of name: String, _ extra: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name)] + extra, resources: resources)
}

let package = Package(
    name: "musicgen",
    products: [
        .executable(name: "musicgen", targets: ["musicgen"]),
        // Libraries, for the benchmarks and for other programs.
        .library(name: "StandardMIDIFile", targets: ["StandardMIDIFile"]),
        .library(name: "NeuralNetworks", targets: ["NeuralNetworks", "Kernels"]),
        .library(name: "Synthesis", targets: ["Synthesis", "DSP", "SoundFonts", "SymbolicMusic", "StandardMIDIFile"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
    ],
    targets: [
        // System libraries and C shims
        .systemLibrary(name: "CALSA", pkgConfig: "alsa", providers: [.apt(["libasound2-dev"])]),
        .systemLibrary(name: "CSndFile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),
        .target(name: "CBLAS"),
        .target(name: "CKernels", cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),

        // What every room may use
        module("Basics"),

        // Symbolic music
        module("StandardMIDIFile", ["Basics"]),
        module("SymbolicMusic", ["StandardMIDIFile"]),
        module("Tokenization", ["Basics", "SymbolicMusic"]),

        // Learning
        module("Kernels", ["CKernels", "CBLAS"], swiftSettings: optimisedKernels),
        module("NeuralNetworks", ["Kernels"]),
        module("Safetensors", ["Basics"]),
        module(
            "Composition", ["Basics", "Tokenization", "Kernels", "NeuralNetworks", "Safetensors"],
            resources: [.copy("Resources/model")]),

        // Sound
        module("DSP", ["CKernels"], swiftSettings: optimisedKernels),
        module("AudioFiles", ["Basics", "CSndFile"]),
        module("SoundFonts", ["Basics", "AudioFiles"]),
        module("Synthesis", ["Basics", "DSP", "SoundFonts", "SymbolicMusic"], swiftSettings: optimisedKernels),
        module("AudioDevices", ["Basics", "CALSA"]),

        // What people see
        module("Visualization", ["SymbolicMusic"]),
        module("Gallery", ["Basics", "Visualization"]),
        module(
            "MusicGenCommands",
            [
                "Basics", "CKernels", "Kernels", "Composition", "DSP", "SoundFonts", "Synthesis", "AudioFiles",
                "AudioDevices", "Visualization", "Gallery",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(
            name: "musicgen", dependencies: ["MusicGenCommands"],
            linkerSettings: selfContained),

        tests(of: "Basics"),
        tests(of: "StandardMIDIFile", resources: [.copy("Fixtures")]),
        tests(of: "SymbolicMusic", resources: [.copy("Fixtures"), .copy("Scripts")]),
        tests(of: "Tokenization", ["StandardMIDIFile", "SymbolicMusic"], resources: [.copy("Fixtures")]),
        tests(of: "Kernels"),
        tests(of: "NeuralNetworks", resources: [.copy("Fixtures"), .copy("Scripts")]),
        tests(of: "Safetensors"),
        tests(of: "Composition"),
        tests(of: "DSP"),
        tests(of: "SoundFonts", ["AudioFiles"]),
        tests(of: "Synthesis", ["CAllocationCounter", "SoundFonts", "StandardMIDIFile", "SymbolicMusic"]),
        .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
        tests(of: "AudioFiles"),
        .testTarget(name: "AudioDevicesTests", dependencies: ["AudioDevices"], exclude: ["Scripts"]),
        tests(of: "Visualization"),
        tests(of: "Gallery"),
        tests(
            of: "MusicGenCommands",
            ["StandardMIDIFile", "SymbolicMusic", "Tokenization", "AudioFiles", "SoundFonts", "Synthesis"]),
    ]
)
