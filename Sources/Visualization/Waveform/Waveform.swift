/// A sound as a picture: how far it swings, and within that how strong it is; it fills the room it is given.
public struct Waveform: Sendable {
    /// What is drawn.
    public var envelope: WaveformEnvelope
    /// What the picture is called.
    public var title: String
    /// Width in user units.
    public var width: Int
    /// Height in user units: full scale up and down.
    public var height: Int

    /// Describes a picture of a sound.
    public init(envelope: WaveformEnvelope, title: String, width: Int = 640, height: Int = 64) {
        self.envelope = envelope
        self.title = title
        self.width = max(100, width)
        self.height = max(20, height)
    }

    /// The picture.
    public var svg: String {
        var drawing = SVGDrawing(width: width, height: height, title: title, keepsShape: false)
        drawing.rectangle(x: 0, y: 0, width: Double(width), height: Double(height), class: "mg-ground")
        drawing.path(
            outline(top: { $0.maximum }, bottom: { $0.minimum }), class: "mg-f0", attributes: "opacity=\".4\"")
        drawing.path(outline(top: { $0.rms }, bottom: { -$0.rms }), class: "mg-f0", attributes: "opacity=\".85\"")
        drawing.path("M0 \(MarkupText.number(Double(height) / 2, decimals: 1))h\(width)", class: "mg-octave")
        return drawing.document
    }

    /// Along the upper edge and back along the lower.
    private func outline(
        top: (WaveformEnvelope.Column) -> Float, bottom: (WaveformEnvelope.Column) -> Float
    ) -> String {
        let columns = envelope.columns
        guard !columns.isEmpty else { return "" }
        let step = Double(width) / Double(columns.count)
        func point(_ index: Int, _ value: Float) -> String {
            let x = MarkupText.number((Double(index) + 0.5) * step, decimals: 1)
            let swing = Double(min(max(value, -1), 1)) * Double(height) * 0.48
            return "\(x) \(MarkupText.number(Double(height) / 2 - swing, decimals: 1))"
        }
        let upper = columns.indices.map { point($0, top(columns[$0])) }
        let lower = columns.indices.reversed().map { point($0, bottom(columns[$0])) }
        return "M" + upper.joined(separator: "L") + "L" + lower.joined(separator: "L") + "z"
    }
}
