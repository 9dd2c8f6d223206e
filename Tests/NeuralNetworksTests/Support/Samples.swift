import NeuralNetworks

/// Small networks and batches that every test can afford.
enum Samples {
    static func configuration(
        hiddenSizes: [Int] = [5, 6], attention: NetworkConfiguration.Attention = .none,
        projection: NetworkConfiguration.Projection? = nil, dropout: NetworkConfiguration.Dropout = .init(),
        objective: NetworkConfiguration.Objective = .everyStep, tieEmbeddings: Bool = false, dimension: Int = 4
    ) -> NetworkConfiguration {
        NetworkConfiguration(
            inputs: [.init(vocabulary: 7, dimension: dimension), .init(vocabulary: 3, dimension: 2)],
            hiddenSizes: hiddenSizes, attention: attention, projection: projection, heads: [7, 3],
            dropout: dropout, objective: objective, tieEmbeddings: tieEmbeddings)
    }

    /// Ids drawn by a linear congruential generator, some targets ignored, the rows in `resets` starting anew.
    static func batch(
        _ configuration: NetworkConfiguration, rows: Int = 3, steps: Int = 5, seed: UInt64 = 1, resets: [Int] = []
    ) -> Batch {
        var state = seed
        func draw(below limit: Int) -> UInt16 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt16(Int(state >> 33) % limit)
        }
        let inputs = configuration.inputs.map { input in
            (0..<rows * steps).map { _ in draw(below: input.vocabulary) }
        }
        let targets = configuration.heads.map { vocabulary in
            (0..<rows * steps).map {
                draw(below: 6) == 0 && $0 % steps != steps - 1 ? Batch.ignored : draw(below: vocabulary)
            }
        }
        return Batch(
            rows: rows, steps: steps, inputs: inputs, targets: targets,
            resets: (0..<rows).map { resets.contains($0) })
    }
}
