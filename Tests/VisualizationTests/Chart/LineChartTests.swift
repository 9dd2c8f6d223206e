import Testing
import Visualization

@Suite struct LineChartTests {
    let chart = LineChart.training(
        title: "A run", loss: (0..<5_000).map { (step: $0, value: 4 / (1 + Double($0) / 500)) },
        heldOut: stride(from: 0, to: 5_000, by: 500).map { (step: $0, value: 4.1 / (1 + Double($0) / 600)) })

    @Test func `curves, legend and axes are there`() throws {
        let svg = try XMLElement(parsing: chart.svg)
        let lines = svg.all("path").filter { $0.attributes["class"]?.hasPrefix("mg-line") == true }
        #expect(lines.count == 2)
        let texts = svg.all("text").map(\.text)
        #expect(["A run", "step", "training", "held-out", "loss (nats a token)", "1k", "0"].allSatisfy(texts.contains))
    }

    @Test func `a long curve is thinned`() throws {
        let svg = chart.svg
        #expect(svg.utf8.count < 16_000)
        #expect(svg == chart.svg)
    }

    @Test func `points lie within the picture`() throws {
        let svg = try XMLElement(parsing: chart.svg)
        for line in svg.all("path") where line.attributes["class"]?.hasPrefix("mg-line") == true {
            let numbers = (line.attributes["d"] ?? "").split { !"0123456789.-".contains($0) }.compactMap { Double($0) }
            #expect(numbers.count >= 20)
            for index in stride(from: 0, to: numbers.count, by: 2) {
                #expect((62...880).contains(numbers[index]) && (58...370).contains(numbers[index + 1]))
            }
        }
    }

    @Test("Nothing, one point and nonsense make charts too", arguments: [[], [1], [.nan, 2], [3, 3]] as [[Double]])
    func odd(values: [Double]) throws {
        let points = values.enumerated().map { (step: $0, value: $1) }
        let svg = LineChart.training(title: "<&>", loss: points, heldOut: []).svg
        let parsed = try XMLElement(parsing: svg)
        #expect(parsed.children.first?.text == "<&>")
        #expect(!svg.contains("nan"))
    }
}
