/// Curves over a common axis, such as the losses of a training run.
public struct LineChart: Sendable {
    /// One curve.
    public struct Series: Sendable {
        /// Its name in the legend.
        public var name: String
        /// Its points; those that are not finite are left out.
        public var points: [Point]

        /// Names a curve.
        public init(name: String, points: [Point]) {
            self.name = name
            self.points = points
        }
    }

    /// A point of a curve.
    public struct Point: Sendable, Hashable {
        /// To the right.
        public var x: Double
        /// Upwards.
        public var y: Double

        /// Makes a point.
        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// What the picture is called, shown above it.
    public var title: String
    /// What lies to the right, such as `step`.
    public var horizontalLabel: String
    /// What lies upwards, such as `loss (nats a token)`.
    public var verticalLabel: String
    /// The curves, the first in front.
    public var series: [Series]

    /// Describes a chart.
    public init(title: String, horizontalLabel: String, verticalLabel: String, series: [Series]) {
        self.title = title
        self.horizontalLabel = horizontalLabel
        self.verticalLabel = verticalLabel
        self.series = series
    }

    /// Loss and held-out loss over steps.
    public static func training(
        title: String, loss: [(step: Int, value: Double)], heldOut: [(step: Int, value: Double)]
    ) -> LineChart {
        func points(_ values: [(step: Int, value: Double)]) -> [Point] {
            values.map { Point(x: Double($0.step), y: $0.value) }
        }
        return LineChart(
            title: title, horizontalLabel: "step", verticalLabel: "loss (nats a token)",
            series: [
                Series(name: "held-out", points: points(heldOut)), Series(name: "training", points: points(loss)),
            ])
    }
}
