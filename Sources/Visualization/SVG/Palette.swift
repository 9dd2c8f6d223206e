/// The colours of all pictures.
enum Palette {
    /// How many distinct colours tracks and curves have; more start again.
    static let seriesCount = 8

    private static let light = [
        "#0f7b8a", "#c2543c", "#6a54b8", "#b7791f", "#2f7d4f", "#b0477f", "#3d6fc4", "#6b6b4a",
    ]
    private static let dark = [
        "#4fc3cf", "#f0927a", "#a99af0", "#e6b455", "#74c893", "#e88fbb", "#85adf5", "#bdbd8f",
    ]

    /// The style sheet, the same for every kind of picture.
    static let styleSheet: String = {
        // Stroked notes, filled areas and lines share a series' colour.
        func series(_ colors: [String]) -> String {
            colors.enumerated().map { ".mg-s\($0){stroke:\($1)}.mg-f\($0){fill:\($1)}" }.joined()
        }
        return ".mg{font:11px system-ui,sans-serif}.mg-text{fill:#6b6f76}.mg-strong{fill:#24262b}"
            + ".mg-ground{fill:#fdfcfa}.mg-keys{stroke:#f1eeea;fill:none}.mg-octave{stroke:#d9d4cc;fill:none}"
            + ".mg-bar{stroke:#e6e1da;fill:none}.mg-axis{stroke:#9a978f;fill:none}.mg-line{fill:none}"
            + series(light)
            + "@media(prefers-color-scheme:dark){.mg-text{fill:#9aa0a9}.mg-strong{fill:#e8e8ea}"
            + ".mg-ground{fill:#17191d}.mg-keys{stroke:#1d2025}.mg-octave{stroke:#3a3f47}.mg-bar{stroke:#2a2e34}"
            + ".mg-axis{stroke:#6d727a}" + series(dark) + "}"
    }()
}
