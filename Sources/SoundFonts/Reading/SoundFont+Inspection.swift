/// What working out all presets of a font brought to light.
public struct SoundFontInspection: Sendable {
    /// All warnings, those of opening first, none twice; at most a few hundred.
    public var warnings: [SoundFontWarning] = []
    /// How many there were beyond those.
    public var omittedWarnings = 0
    /// Regions of all presets together.
    public var regionCount = 0
    /// Presets that were looked at: all, unless the font is made to keep readers busy.
    public var presetCount = 0
}

extension SoundFont {
    /// How the frames of a sample are kept.
    public enum SampleFormat: String, Sendable, CaseIterable {
        case sixteenBits = "16 bit"
        case twentyFourBits = "24 bit"
        case vorbis = "Ogg Vorbis"
    }

    /// How the frames of a sample are kept.
    public func format(ofSample index: Int) -> SampleFormat {
        samples[index].isCompressed ? .vorbis : lowBytes == nil ? .sixteenBits : .twentyFourBits
    }

    /// The sizes of the file and of the samples in it, in bytes.
    public var byteCounts: (file: Int, samples: Int) {
        (bytes.count, layout.smpl.count + (lowBytes?.count ?? 0))
    }

    /// Works out all presets to see what is wrong with them. FluidR3 takes 20 ms.
    public func inspected() -> SoundFontInspection {
        var inspection = SoundFontInspection(warnings: warnings, omittedWarnings: omittedWarnings)
        var seen = Set(warnings)
        var budget = WorkBudget(units: 4 * WorkBudget.preset)
        for preset in presets where !budget.isLow {
            var resolver = RegionResolver(self, budget: WorkBudget(units: min(WorkBudget.preset, budget.left)))
            let resolved = resolver.resolve(preset: preset.index)
            budget.spend(resolver.spent)
            inspection.presetCount += 1
            inspection.regionCount += resolved.regions.count
            for warning in resolved.warnings where seen.insert(warning).inserted {
                if inspection.warnings.count < 4 * WarningLog.limit {
                    inspection.warnings.append(warning)
                } else {
                    inspection.omittedWarnings += 1
                }
            }
        }
        return inspection
    }
}
