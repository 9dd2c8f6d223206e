import ArgumentParser

/// What every verb understands.
package struct CommonOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Say nothing but warnings and errors.")
    package var quiet = false

    /// Makes the options; the parser calls it.
    package init() {}

    /// The console that obeys them.
    package var console: Console { Console(isQuiet: quiet) }
}

/// What every verb understands that writes a file.
package struct OutputOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Overwrite files that exist.")
    package var force = false

    /// Makes the options; the parser calls it.
    package init() {}
}
