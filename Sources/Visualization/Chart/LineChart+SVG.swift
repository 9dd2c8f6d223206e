extension LineChart {
    private static let size = (width: 900, height: 420)
    private static let plot = (left: 62.0, top: 58.0, width: 818.0, height: 312.0)

    /// The picture; long curves are averaged to at most 600 points each.
    public var svg: String {
        var drawing = SVGDrawing(width: LineChart.size.width, height: LineChart.size.height, title: title)
        let plot = LineChart.plot
        drawing.rectangle(
            x: 0, y: 0, width: Double(LineChart.size.width), height: Double(LineChart.size.height), class: "mg-ground")
        drawing.text(title, x: plot.left, y: 20, class: "mg-strong")
        let curves = series.map { Series(name: $0.name, points: LineChart.thinned($0.points)) }
        let all = curves.flatMap(\.points)
        let horizontal = ChartAxis(covering: all.map(\.x))
        let vertical = ChartAxis(covering: all.map(\.y))
        func x(_ value: Double) -> Double { plot.left + horizontal.fraction(value) * plot.width }
        func y(_ value: Double) -> Double { plot.top + (1 - vertical.fraction(value)) * plot.height }
        var grid = ""
        for tick in vertical.ticks {
            grid += "M\(number(plot.left)) \(number(y(tick)))h\(number(plot.width))"
            drawing.text(vertical.label(tick), x: plot.left - 8, y: y(tick) + 4, anchor: "end")
        }
        drawing.path(grid, class: "mg-bar")
        let floor = plot.top + plot.height
        for tick in horizontal.ticks {
            drawing.text(horizontal.label(tick), x: x(tick), y: floor + 18, anchor: "middle")
        }
        drawing.path("M\(number(plot.left)) \(number(floor))h\(number(plot.width))", class: "mg-axis")
        drawing.text(horizontalLabel, x: plot.left + plot.width, y: floor + 36, anchor: "end")
        drawing.text(verticalLabel, x: plot.left, y: plot.top - 12)
        for (index, curve) in curves.enumerated().reversed() {
            let data = curve.points.map { "\(number(x($0.x))) \(number(y($0.y)))" }.joined(separator: "L")
            let color = index % Palette.seriesCount
            let attributes = "stroke-width=\"\(index == 0 ? 2 : 1.5)\" stroke-linejoin=\"round\""
            drawing.path(data.isEmpty ? "" : "M" + data, class: "mg-line mg-s\(color)", attributes: attributes)
        }
        drawLegend(curves, in: &drawing)
        return drawing.document
    }

    /// In a row at the top right: nothing of a falling curve lies there.
    private func drawLegend(_ curves: [Series], in drawing: inout SVGDrawing) {
        var right = LineChart.plot.left + LineChart.plot.width
        for (index, curve) in curves.enumerated().reversed() {
            drawing.text(curve.name, x: right, y: 20, anchor: "end", class: "mg-strong")
            right -= 6 * Double(curve.name.count) + 8
            drawing.rectangle(
                x: right - 18, y: 15, width: 18, height: 3, class: "mg-f\(index % Palette.seriesCount)")
            right -= 36
        }
    }

    private func number(_ value: Double) -> String { MarkupText.number(value, decimals: 1) }

    /// At most 600 points, each the mean of as many in a row.
    private static func thinned(_ points: [Point]) -> [Point] {
        let finite = points.filter { $0.x.isFinite && $0.y.isFinite }
        let count = min(finite.count, 600)
        return (0..<count).map { index in
            let part = finite[(index * finite.count / count)..<((index + 1) * finite.count / count)]
            let sum = part.reduce((0.0, 0.0)) { ($0.0 + $1.x, $0.1 + $1.y) }
            return Point(x: sum.0 / Double(part.count), y: sum.1 / Double(part.count))
        }
    }
}
