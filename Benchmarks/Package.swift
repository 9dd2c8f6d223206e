// swift-tools-version: 6.2
import PackageDescription

// Benchmarks are a package of their own, so that nothing they need reaches the users of musicgen.

let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "musicgen", path: "..")],
    targets: [
        .executableTarget(
            name: "midi-reading", dependencies: [.product(name: "StandardMIDIFile", package: "musicgen")],
            path: "midi-reading", exclude: ["compare.py"]),
        .executableTarget(
            name: "learning", dependencies: [.product(name: "NeuralNetworks", package: "musicgen")],
            path: "learning", exclude: ["compare.py"]),
        .executableTarget(
            name: "voices", dependencies: [.product(name: "Synthesis", package: "musicgen")], path: "voices"),
        .executableTarget(
            name: "synthesis",
            dependencies: [.product(name: "Synthesis", package: "musicgen")],
            path: "synthesis",
            exclude: [
                "compare.py", "fluidsynth.py", "midifile.py", "playing.py", "signals.py", "soundfont.py",
                "make_midis.py", "dense_piano.mid", "gm16.mid",
            ]),
    ]
)
