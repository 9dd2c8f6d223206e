/// An SVG picture as it is put together.
///
/// Colours are CSS classes: the style sheet has light values and, under `prefers-color-scheme: dark`, dark ones, so
/// that the picture suits the page that shows it. Class names begin with `mg-`, and are the same in every picture:
/// several can stand in one HTML page.
struct SVGDrawing {
    private var body = ""
    private let width: Int
    private let height: Int
    private let title: String
    private let keepsShape: Bool

    /// Begins a picture; one that need not keep its shape fills whatever room it is given.
    init(width: Int, height: Int, title: String, keepsShape: Bool = true) {
        self.keepsShape = keepsShape
        self.width = width
        self.height = height
        self.title = title
    }

    /// A path, nothing if it is empty.
    mutating func path(_ data: String, class name: String, attributes: String = "") {
        if data.isEmpty { return }
        body += "<path class=\"\(name)\"\(attributes.isEmpty ? "" : " " + attributes) d=\"\(data)\"/>\n"
    }

    /// A line of text; `anchor` is start, middle or end.
    mutating func text(_ text: String, x: Double, y: Double, anchor: String = "start", class name: String = "mg-text") {
        let place = "x=\"\(MarkupText.number(x, decimals: 1))\" y=\"\(MarkupText.number(y, decimals: 1))\""
        let align = anchor == "start" ? "" : " text-anchor=\"\(anchor)\""
        body += "<text class=\"\(name)\" \(place)\(align)>\(MarkupText.escape(text))</text>\n"
    }

    /// A filled rectangle.
    mutating func rectangle(x: Double, y: Double, width: Double, height: Double, class name: String) {
        let numbers = [("x", x), ("y", y), ("width", width), ("height", height)]
        let place = numbers.map { "\($0)=\"\(MarkupText.number($1, decimals: 1))\"" }.joined(separator: " ")
        body += "<rect class=\"\(name)\" \(place)/>\n"
    }

    /// Ready-made elements inside a group.
    mutating func group(attributes: String, _ draw: (inout SVGDrawing) -> Void) {
        body += "<g \(attributes)>\n"
        draw(&self)
        body += "</g>\n"
    }

    private var shape: String { keepsShape ? "" : " preserveAspectRatio=\"none\"" }

    /// The whole document.
    var document: String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)"\(shape) role="img" class="mg">
        <title>\(MarkupText.escape(title))</title>
        <style>\(Palette.styleSheet)</style>
        \(body)</svg>

        """
    }
}
