extension DrumFigures {
    /// What is shaken, scraped and struck by hand: the rest of General MIDI 2's percussion map.
    static func percussion(_ key: Int) -> DrumFigures? {
        switch key {
        // High Q
        case 27:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0, width: 0.25,
                tones: [(144, -9.9, 0.07)],
                lowest: 50, levels: [-47, -1, 2, -17, -7, -12, -8, -11, -25],
                seconds: [0.26, 0.019, 0.037, 0.037, 0.012, 0.012, 0.012, 0.012, 0.012])
        // Slap
        case 28:
            return DrumFigures(
                modes: 256, rise: 0.6, pan: 0, width: 0.25,
                tones: [(5059, -21.8, 0.69)],
                lowest: 50, levels: [-46, -47, -36, -29, -26, -21, -11, -12, -29],
                seconds: [0.65, 1.1, 0.76, 0.88, 0.91, 0.62, 0.56, 0.59, 0.73])
        // Scratch push
        case 29:
            return DrumFigures(
                modes: 128, rise: 15, pan: 0, width: 0.25,
                tones: [(70, -2.6, 0.091), (1952, -27.9, 0.11)],
                lowest: 50, levels: [2, 0, -19, -9, -18, -17, -21, -31, -37],
                seconds: [0.16, 0.053, 0.18, 0.14, 0.2, 0.12, 0.13, 0.14, 0.13])
        // Scratch pull
        case 30:
            return DrumFigures(
                modes: 128, rise: 12, pan: 0, width: 0.25,
                tones: [(66, -12.1, 0.19), (2134, -22.6, 0.14), (1950, -23.9, 0.17), (2640, -26.1, 0.2)],
                lowest: 50, levels: [-13, -17, -14, -17, -14, -12, -16, -25, -30],
                seconds: [0.35, 0.24, 0.12, 0.15, 0.16, 0.14, 0.15, 0.15, 0.14])
        // Sticks
        case 31:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0, width: 0.25,
                tones: [(5310, -7.9, 0.033), (1857, -14.2, 0.028), (1755, -15.6, 0.023)],
                lowest: 400, levels: [-44, -39, -9, -7, -5, -26],
                seconds: [0.097, 0.12, 0.022, 0.034, 0.034, 0.026])
        // Square click
        case 32:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0, width: 0.25,
                lowest: 50, levels: [-17, -4, -10, -9, -7, -8, -17, -22, -25],
                seconds: [0.039, 0.012, 0.02, 0.034, 0.012, 0.024, 0.019, 0.024, 0.012])
        // Metronome click
        case 33:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0, width: 0.25,
                tones: [(3843, -18.8, 0.02), (12551, -21, 0.02)],
                lowest: 800, levels: [-8, -22, -3, -10, -7],
                seconds: [0.012, 0.012, 0.012, 0.012, 0.012])
        // Metronome bell
        case 34:
            return DrumFigures(
                modes: 256, rise: 0.6, pan: 0, width: 0.25,
                tones: [(5558, -13.4, 0.82), (10531, -39.3, 0.34), (12153, -41.8, 0.33), (2075, -45.6, 0.89)],
                lowest: 100, levels: [-39, -44, -120, -120, -43, -25, -10, -36],
                seconds: [0.15, 0.54, 0.37, 0.54, 0.64, 0.62, 0.67, 0.6])
        // High bongo
        case 60:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0.3, width: 0.45,
                tones: [
                    (907, -11.3, 0.19), (863, -13.4, 0.2), (1359, -23.5, 0.21), (2057, -25.1, 0.14),
                    (1905, -24.2, 0.084), (407, -40, 0.16),
                ],
                lowest: 50, levels: [-42, -43, -43, -32, -6, -16, -28, -24, -36],
                seconds: [0.19, 0.078, 0.17, 0.19, 0.12, 0.14, 0.13, 0.11, 0.11])
        // Low bongo
        case 61:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0.2, width: 0.45,
                tones: [
                    (606, -11.4, 0.29), (576, -13.5, 0.3), (907, -22.6, 0.31), (1373, -28.9, 0.2), (1271, -28.1, 0.13),
                    (272, -43.4, 0.25),
                ],
                lowest: 200, levels: [-44, -13, -8, -26, -26, -26, -47],
                seconds: [0.27, 0.31, 0.25, 0.12, 0.16, 0.15, 0.17])
        // Mute high conga
        case 62:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: -0.3, width: 0.45,
                tones: [(883, -16, 0.15), (802, -14.5, 0.092)],
                lowest: 50, levels: [-53, -41, -33, -26, -8, -22, -25, -26, -28],
                seconds: [1.2, 0.47, 0.062, 0.26, 0.077, 0.32, 0.058, 0.1, 0.046])
        // Open high conga
        case 63:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: -0.3, width: 0.45,
                tones: [
                    (292, -12.1, 0.57), (797, -16.3, 0.2), (536, -24.1, 0.54), (353, -26.1, 0.34), (727, -27, 0.4),
                    (1299, -26.3, 0.13),
                ],
                lowest: 50, levels: [-58, -49, -12, -11, -15, -24, -21, -17, -24],
                seconds: [2.4, 0.45, 0.44, 0.59, 0.18, 0.11, 0.081, 0.019, 0.014])
        // Low conga
        case 64:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: -0.2, width: 0.45,
                tones: [
                    (259, -8.6, 0.45), (212, -15.9, 0.58), (404, -32.8, 0.92), (552, -35, 0.71), (1206, -32.4, 0.23),
                ],
                lowest: 100, levels: [-40, -6, -14, -36, -21, -29, -29, -44],
                seconds: [0.33, 0.53, 0.5, 0.35, 0.052, 0.16, 0.12, 0.19])
        // High timbale
        case 65:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0.4, width: 0.45,
                tones: [
                    (270, -17.9, 1.1), (535, -22.7, 1.1), (766, -28.2, 1.3), (284, -18.4, 1.1), (2150, -27.1, 1.1),
                    (1569, -24.4, 0.69),
                ],
                lowest: 50, levels: [-37, -49, -18, -18, -20, -18, -17, -21, -24],
                seconds: [0.65, 1.9, 1.3, 1.3, 1.1, 1.1, 0.79, 0.49, 0.066])
        // Low timbale
        case 66:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0.3, width: 0.45,
                tones: [
                    (204, -13.1, 0.34), (401, -23.1, 1), (213, -13.3, 0.34), (574, -27, 1.4), (725, -30.1, 1.4),
                    (192, -14, 0.35),
                ],
                lowest: 50, levels: [-32, -31, -16, -19, -18, -15, -17, -21, -32],
                seconds: [0.44, 1.1, 0.77, 0.99, 1.3, 0.86, 0.65, 0.42, 0.082])
        // High agogo
        case 67:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0.5, width: 0.45,
                tones: [
                    (1499, -21.2, 0.64), (7681, -21.2, 0.23), (5585, -19.7, 0.15), (11891, -20, 0.11),
                    (11337, -19.9, 0.1), (9686, -25.9, 0.14),
                ],
                lowest: 200, levels: [-60, -60, -38, -18, -36, -14, -14],
                seconds: [0.85, 0.71, 0.51, 0.51, 0.68, 0.13, 0.11])
        // Low agogo
        case 68:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0.4, width: 0.45,
                tones: [
                    (1001, -23.6, 0.96), (5127, -21.5, 0.34), (3727, -20.5, 0.22), (7936, -20.5, 0.16),
                    (7567, -20.5, 0.15), (9437, -24.8, 0.13),
                ],
                lowest: 400, levels: [-59, -21, -30, -16, -14, -21],
                seconds: [0.8, 0.62, 0.88, 0.19, 0.25, 0.069])
        // Cabasa
        case 69:
            return DrumFigures(
                modes: 256, rise: 22, pan: 0.5, width: 0.45,
                tones: [(12353, -11.7, 0.089)],
                lowest: 800, levels: [-26, -120, -3, 2, 12],
                seconds: [0.023, 0.091, 0.039, 0.059, 0.051])
        // Maracas
        case 70:
            return DrumFigures(
                modes: 256, rise: 18, pan: -0.5, width: 0.45,
                lowest: 6400, levels: [6, 10],
                seconds: [0.036, 0.038])
        // Short whistle
        case 71:
            return DrumFigures(
                modes: 128, rise: 8, pan: 0.3, width: 0.45,
                tones: [
                    (3146, -12.1, 0.32), (2982, -13.3, 0.35), (2814, -18.1, 0.3), (6300, -29.7, 0.28),
                    (3273, -14.1, 0.28), (9405, -25.9, 0.29),
                ],
                lowest: 800, levels: [-47, -26, -6, -23, -19],
                seconds: [0.17, 0.14, 0.13, 0.17, 0.17])
        // Long whistle
        case 72:
            return DrumFigures(
                modes: 128, rise: 40, pan: 0.3, width: 0.45,
                tones: [(2907, -10.1, 0.97), (2665, -12.6, 0.99), (2504, -15.5, 1), (2790, -10.2, 0.98)],
                lowest: 800, levels: [-46, -15, -4, -36, -36],
                seconds: [0.63, 0.55, 0.52, 0.64, 0.64])
        // Short guiro
        case 73:
            return DrumFigures(
                modes: 352, rise: 0.6, pan: -0.4, width: 0.45, rattle: 75,
                tones: [(3344, -15, 0.11), (4614, -15.1, 0.1), (1719, -24.3, 0.069), (1369, -25.4, 0.069)],
                lowest: 50, levels: [-62, -120, -120, -46, -29, -20, -7, -9, -30],
                seconds: [3.1, 0.29, 0.076, 0.18, 0.1, 0.083, 0.14, 0.084, 0.16])
        // Long guiro
        case 74:
            return DrumFigures(
                modes: 352, rise: 0.6, pan: -0.4, width: 0.45, rattle: 48,
                tones: [
                    (1121, -30.2, 1.4), (2735, -28, 1.5), (3339, -27.5, 1.5), (4073, -23, 0.66), (1066, -28.2, 0.74),
                ],
                lowest: 400, levels: [-46, -20, -16, -14, -18, -36],
                seconds: [0.89, 0.088, 0.34, 0.45, 0.59, 1.9])
        // Claves
        case 75:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0.3, width: 0.45,
                tones: [(2157, -3.1, 0.057), (5007, -38.2, 0.047)],
                lowest: 1600, levels: [-1, -3, -36, -29],
                seconds: [0.052, 0.045, 0.042, 0.026])
        // High wood block
        case 76:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0.4, width: 0.45,
                tones: [
                    (749, -10, 0.075), (674, -16.9, 0.21), (709, -12.1, 0.11), (1639, -14.5, 0.07), (1479, -21, 0.096),
                    (4166, -12.3, 0.041),
                ],
                lowest: 50, levels: [-32, -120, -120, -24, -10, -10, -4, -8, -35],
                seconds: [0.044, 0.015, 0.1, 0.13, 0.24, 0.041, 0.039, 0.026, 0.026])
        // Low wood block
        case 77:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0.5, width: 0.45,
                tones: [
                    (561, -10.4, 0.099), (505, -17.4, 0.28), (531, -12.6, 0.14), (1228, -16.8, 0.093),
                    (1108, -22, 0.13), (3121, -13.5, 0.053),
                ],
                lowest: 50, levels: [-40, -120, -120, -12, -10, -15, -5, -18, -32],
                seconds: [0.13, 0.012, 0.13, 0.25, 0.12, 0.1, 0.046, 0.036, 0.018])
        // Mute cuica
        case 78:
            return DrumFigures(
                modes: 128, rise: 50, pan: 0.4, width: 0.45,
                tones: [(620, -11, 0.88), (592, -12.3, 0.94), (566, -16.4, 0.78), (1161, -38.6, 0.73)],
                lowest: 200, levels: [-48, -10, -8, -39, -39],
                seconds: [0.57, 0.63, 0.9, 0.39, 0.25])
        // Open cuica
        case 79:
            return DrumFigures(
                modes: 128, rise: 80, pan: 0.4, width: 0.45,
                tones: [
                    (287, -4.9, 1.1), (299, -5, 1.1), (570, -16.5, 0.79), (264, -10.5, 1.2), (601, -20.3, 1.2),
                    (251, -18.3, 1.2),
                ],
                lowest: 100, levels: [-44, -5, -3, -18, -40, -42],
                seconds: [1.2, 0.91, 0.78, 0.89, 0.81, 0.66])
        // Mute triangle
        case 80:
            return DrumFigures(
                modes: 256, rise: 0.6, pan: -0.4, width: 0.45,
                tones: [
                    (11211, -15.2, 0.3), (10525, -14.6, 0.26), (2167, -34.8, 0.46), (7855, -35.6, 0.33),
                    (5959, -36.8, 0.44), (13384, -31.7, 0.27),
                ],
                lowest: 1600, levels: [-33, -38, -23, -9],
                seconds: [0.28, 0.44, 0.22, 0.21])
        // Open triangle
        case 81:
            return DrumFigures(
                modes: 256, rise: 0.6, pan: -0.4, width: 0.45,
                tones: [
                    (11210, -16.3, 0.8), (10525, -16.7, 0.66), (2166, -33.4, 2.7), (5958, -36.5, 2.3),
                    (4754, -36.5, 2.5), (7855, -36.9, 1.4),
                ],
                lowest: 800, levels: [-57, -33, -32, -28, -10],
                seconds: [2.8, 2.8, 2, 3.3, 0.35])
        // Shaker
        case 82:
            return DrumFigures(
                modes: 256, rise: 35, pan: -0.5, width: 0.45,
                lowest: 1600, levels: [-50, -120, -15, -11],
                seconds: [0.54, 0.52, 0.47, 0.53])
        // Jingle bell
        case 83:
            return DrumFigures(
                modes: 256, rise: 30, pan: 0.3, width: 0.45,
                tones: [
                    (5070, -21.7, 0.97), (2463, -24.3, 1.5), (10790, -20.8, 1.3), (9946, -19, 1.3), (6504, -23.4, 1.5),
                ],
                lowest: 1600, levels: [-25, -19, -15, -14],
                seconds: [1.2, 1.3, 0.96, 1.1])
        // Bell tree
        case 84:
            return DrumFigures(
                modes: 256, rise: 300, pan: 0.3, width: 0.45,
                tones: [
                    (10871, -18.5, 3.9), (11846, -22, 3.7), (11319, -19.4, 4.1), (9824, -18.1, 3.6), (8965, -19.2, 3.1),
                    (13108, -26.5, 3.5),
                ],
                lowest: 1600, levels: [-37, -34, -13, -9],
                seconds: [3.8, 4.7, 3.3, 2.1])
        // Castanets
        case 85:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0.3, width: 0.45,
                tones: [
                    (1835, -13.2, 0.044), (1942, -13.1, 0.037), (5482, -13.4, 0.027), (5765, -16.2, 0.031),
                    (9281, -43.6, 0.18),
                ],
                lowest: 50, levels: [-59, -58, -61, -74, -42, -9, -21, -11, -41],
                seconds: [5, 5, 5, 5, 0.019, 0.058, 0.057, 0.018, 0.3])
        // Mute surdo
        case 86:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: -0.3, width: 0.45,
                tones: [(90, -6.3, 0.5), (150, -13.6, 0.3), (210, -16.8, 0.2)],
                lowest: 50, levels: [-10, -11, -21, -24, -31, -34, -37, -47],
                seconds: [0.74, 1, 1.2, 0.35, 0.79, 0.5, 0.41, 0.64])
        // Open surdo
        case 87:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: -0.3, width: 0.45,
                tones: [(89, -5.9, 0.62), (148, -17, 0.4), (208, -19.9, 0.25)],
                lowest: 50, levels: [-17, -9, -31, -32, -28],
                seconds: [0.97, 0.57, 3, 1, 0.56])
        default: return nil
        }
    }
}
