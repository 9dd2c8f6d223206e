import SoundFonts

/// What must hold of any font that was opened, however damaged.
enum FontCheck {
    /// The first thing that does not hold, loading all samples on the way.
    static func fault(in font: SoundFont) -> String? {
        let store = SampleStore(font, memoryLimit: 1 << 24)
        for (index, header) in font.samples.enumerated() {
            if let fault = fault(in: header) { return "sample \(index): \(fault)" }
            guard let data = try? store.load(index) else { continue }
            if header.extent.isEmpty || data.count <= 0 { return "sample \(index) has no frames and loads" }
            if !header.isCompressed && data.count != header.extent.count { return "sample \(index): frames" }
            if !isReadable(data) { return "sample \(index): not finite" }
            let loop = header.loop(of: data.count)
            if loop.lowerBound < 0 || loop.upperBound > data.count { return "sample \(index): loop" }
        }
        for preset in font.presets {
            if preset.program > 127 { return "preset \(preset.index): program" }
            let (regions, warnings) = font.regions(ofPreset: preset.index)
            if regions.count > 65_536 || warnings.count > 102 { return "preset \(preset.index): counts" }
            for region in regions {
                if let fault = fault(in: region, of: font) { return "preset \(preset.index): \(fault)" }
            }
        }
        let inspection = font.inspected()
        return inspection.warnings.allSatisfy { $0.byte >= 0 } ? nil : "a warning's place"
    }

    /// Whether there is a region whose sample loads.
    static func sounds(_ font: SoundFont) -> Bool {
        let store = SampleStore(font)
        return font.presets.contains { preset in
            font.regions(ofPreset: preset.index).regions.contains { (try? store.load($0.sample)) != nil }
        }
    }

    private static func fault(in header: SampleHeader) -> String? {
        if !(400...192_000).contains(header.sampleRate) { return "rate" }
        if header.rootKey > 127 { return "key" }
        if header.loop.lowerBound < 0 { return "loop" }
        if !header.isCompressed && header.loop.upperBound > header.extent.count { return "loop" }
        return nil
    }

    private static func fault(in region: Region, of font: SoundFont) -> String? {
        if region.keys.upperBound > 127 || region.velocities.upperBound > 127 { return "ranges" }
        if !font.samples.indices.contains(region.sample) || font.samples[region.sample].extent.isEmpty {
            return "sample"
        }
        for generator in Generator.allCases where !generator.limits.contains(region.generators[generator]) {
            return "\(generator)"
        }
        for (place, modulator) in region.modulators.enumerated() {
            if case .modulator(let target) = modulator.destination {
                guard target > place, target < region.modulators.count,
                    region.modulators[target].source.controller == .link
                else { return "modulator \(place)" }
            }
        }
        return nil
    }

    /// Reads all frames.
    private static func isReadable(_ data: SampleData) -> Bool {
        switch data.frames {
        case .int16(let frames):
            var sum = 0
            for frame in 0..<data.count { sum += Int(frames[frame]) }
            return abs(sum) <= 32_768 * data.count
        case .float(let frames): return (0..<data.count).allSatisfy { abs(frames[$0]) <= 1 }
        }
    }
}
