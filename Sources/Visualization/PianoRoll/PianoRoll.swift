import SymbolicMusic

/// A score as a picture: time to the right, pitch upwards, a colour for each track, stronger for louder notes.
public struct PianoRoll: Sendable {
    /// The music.
    public var score: Score
    /// What the picture is called, for those who cannot see it and as the tool tip.
    public var title: String
    /// Width in user units; the picture scales to any size.
    public var width: Int
    /// Height of a semitone in user units, at least 1.
    public var rowHeight: Int

    /// Describes a picture of a score.
    public init(score: Score, title: String, width: Int = 640, rowHeight: Int = 5) {
        self.score = score
        self.title = title
        self.width = max(200, width)
        self.rowHeight = max(1, rowHeight)
    }

    /// The size, in bytes, above which notes are drawn more coarsely.
    static let sizeLimit = 60_000

    /// The picture.
    ///
    /// Drums are left out. A piece of so many notes that the picture would exceed 60 kB is drawn with coarser time
    /// steps, in which notes that touch run together.
    ///
    /// - Complexity: O(n log n) in the number of notes.
    public var svg: String {
        var unitsAcross = 4 * width
        var drawn = draw(unitsAcross: unitsAcross)
        while drawn.utf8.count > PianoRoll.sizeLimit && unitsAcross > 150 {
            unitsAcross /= 2
            drawn = draw(unitsAcross: unitsAcross)
        }
        return drawn
    }

    private static let marginLeft = 30
    private static let marginTop = 16

    private func draw(unitsAcross: Int) -> String {
        let tracks = score.tracks.filter { !$0.isPercussion && !$0.notes.isEmpty }
        let range = PitchRange(tracks)
        let rollHeight = range.rowCount * rowHeight
        var drawing = SVGDrawing(
            width: width, height: PianoRoll.marginTop + rollHeight + 4, title: title)
        let timeline = Timeline(score)
        let rollWidth = width - PianoRoll.marginLeft - 4
        let place = "transform=\"translate(\(PianoRoll.marginLeft) \(PianoRoll.marginTop))\""
        drawing.group(attributes: place) { drawing in
            drawing.rectangle(
                x: 0, y: 0, width: Double(rollWidth), height: Double(rollHeight), class: "mg-ground")
            drawKeys(range, width: rollWidth, in: &drawing)
            drawBars(timeline, width: rollWidth, height: rollHeight, in: &drawing)
            // Time in steps of its own: whole numbers are short.
            let scale = MarkupText.number(Double(rollWidth) / Double(unitsAcross), decimals: 6)
            drawing.group(attributes: "transform=\"scale(\(scale) 1)\" stroke-width=\"\(max(1, rowHeight - 1))\"") {
                for (index, track) in tracks.enumerated() {
                    drawNotes(
                        of: track, series: index % Palette.seriesCount, range: range, timeline: timeline,
                        unitsAcross: unitsAcross, in: &$0)
                }
            }
        }
        return drawing.document
    }

    private func drawKeys(_ range: PitchRange, width: Int, in drawing: inout SVGDrawing) {
        var black = ""
        var octaves = ""
        for pitch in range.low...range.high {
            let row = (range.high - pitch) * rowHeight
            if [1, 3, 6, 8, 10].contains(pitch % 12) {
                black += "M0 \(MarkupText.number(Double(row) + Double(rowHeight) / 2, decimals: 1))h\(width)"
            }
            if pitch % 12 == 0 {
                octaves += "M0 \(row + rowHeight)h\(width)"
                drawing.text("C\(pitch / 12 - 1)", x: -6, y: Double(row + rowHeight), anchor: "end")
            }
        }
        drawing.path(black, class: "mg-keys", attributes: "stroke-width=\"\(rowHeight)\"")
        drawing.path(octaves, class: "mg-octave")
    }

    private func drawBars(_ timeline: Timeline, width: Int, height: Int, in drawing: inout SVGDrawing) {
        let (lines, step) = timeline.barLines(atMost: width / 8)
        // Numbers at every first, second, fourth, … line drawn, far enough apart to be read.
        let spacing = Double(width) / Double(max(1, lines.count))
        var labelStep = 1
        while Double(labelStep) * spacing < 44 && labelStep < lines.count { labelStep *= 2 }
        var path = ""
        for (index, line) in lines.enumerated() {
            let x = Double(line.tick) / Double(timeline.endTick) * Double(width)
            path += "M\(MarkupText.number(x, decimals: 1)) 0v\(height)"
            if index % labelStep == 0 && Int(x) < width - 24 { drawing.text(String(line.number), x: x + 2, y: -5) }
        }
        drawing.path(path, class: "mg-bar", attributes: step > 1 ? "data-every=\"\(step)\"" : "")
    }

    /// One path for a track, or one for each of the loudness bands that it uses.
    private func drawNotes(
        of track: ScoreTrack, series: Int, range: PitchRange, timeline: Timeline, unitsAcross: Int,
        in drawing: inout SVGDrawing
    ) {
        for band in LoudnessBand.allCases {
            let strokes = NoteStrokes(
                track.notes.filter { LoudnessBand(velocity: $0.velocity) == band }, endTick: timeline.endTick,
                unitsAcross: unitsAcross)
            drawing.path(
                strokes.pathData(range: range, rowHeight: rowHeight), class: "mg-s\(series)",
                attributes: "opacity=\"\(band.opacity)\"")
        }
    }
}
