extension DrumFigures {
    /// The drums and cymbals of a kit: keys 35 to 59 of the percussion map.
    static func kit(_ key: Int) -> DrumFigures? {
        switch key {
        // Acoustic bass drum
        case 35:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0, width: 0,
                tones: [(50, -6.5, 0.34), (80, -10.2, 0.16), (118, -13.2, 0.1)],
                lowest: 50, levels: [-9, -3, -18, -34, -34, -24, -18, -24],
                seconds: [0.46, 0.19, 0.25, 0.13, 0.31, 0.17, 0.11, 0.11])
        // Bass drum
        case 36:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0, width: 0,
                tones: [(54, -4, 0.34), (88, -7.8, 0.14), (128, -10.9, 0.09)],
                lowest: 50, levels: [-6, 1, -22, -38, -120, -23, -18, -24],
                seconds: [0.34, 0.15, 0.32, 0.16, 0.44, 0.12, 0.093, 0.1])
        // Side stick
        case 37:
            return DrumFigures(
                modes: 256, rise: 0.6, pan: 0, width: 0.25,
                tones: [(1204, -17.2, 0.16), (3095, -22.7, 0.3)],
                lowest: 50, levels: [-38, -39, -32, -33, -19, -16, -14, -12, -20],
                seconds: [0.063, 0.2, 0.27, 0.36, 0.37, 0.48, 0.3, 0.23, 0.022])
        // Acoustic snare
        case 38:
            return DrumFigures(
                modes: 256, rise: 0.6, pan: 0, width: 0.25,
                tones: [(208, -0.1, 0.17), (335, -10.3, 0.12), (480, -13.6, 0.08)],
                lowest: 50, levels: [-35, -22, -4, -17, -11, -17, -17, -15, -35],
                seconds: [0.068, 0.34, 0.32, 0.37, 0.22, 0.3, 0.34, 0.26, 0.26])
        // Hand clap
        case 39:
            return DrumFigures(
                modes: 352, rise: 0.6, pan: 0, width: 0.25, rattle: 92,
                lowest: 50, levels: [-57, -38, -37, -26, -16, -10, -12, -14, -16],
                seconds: [5, 0.22, 0.3, 0.37, 0.27, 0.23, 0.17, 0.19, 0.14])
        // Electric snare
        case 40:
            return DrumFigures(
                modes: 256, rise: 0.6, pan: 0, width: 0.25,
                tones: [(216, -4.5, 0.19), (350, -13.1, 0.13), (500, -16.5, 0.09)],
                lowest: 100, levels: [-31, -4, -20, -14, -15, -15, -14, -35],
                seconds: [0.18, 0.083, 0.81, 0.22, 0.22, 0.23, 0.21, 0.18])
        // Low floor tom
        case 41:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: -0.5, width: 0.25,
                tones: [(66, -6.4, 1.5), (104, -19.4, 0.68), (141, -22.7, 0.45)],
                lowest: 400, levels: [-15, -19, -17, -16, -24, -48],
                seconds: [0.64, 0.6, 0.31, 0.28, 0.26, 0.21])
        // Closed hi-hat
        case 42:
            return DrumFigures(
                modes: 256, rise: 0.6, pan: 0.35, width: 0.45,
                lowest: 200, levels: [-32, -37, -35, -35, -22, -21, -14],
                seconds: [0.33, 0.31, 0.22, 0.22, 0.21, 0.23, 0.19])
        // High floor tom
        case 43:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: -0.4, width: 0.25,
                tones: [(78, -5.2, 1.1), (123, -9.7, 0.52), (167, -7.1, 0.34)],
                lowest: 400, levels: [-13, -17, -15, -15, -19, -41],
                seconds: [0.36, 0.39, 0.25, 0.23, 0.18, 0.19])
        // Pedal hi-hat
        case 44:
            return DrumFigures(
                modes: 256, rise: 6, pan: 0.35, width: 0.45,
                lowest: 50, levels: [-51, -120, -21, -26, -29, -28, -24, -20, -9],
                seconds: [0.3, 0.15, 0.28, 0.15, 0.15, 0.16, 0.16, 0.17, 0.12])
        // Low tom
        case 45:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: -0.2, width: 0.25,
                tones: [(90, -10.2, 1.6), (142, -14.7, 0.72), (193, -18, 0.48)],
                lowest: 400, levels: [-19, -17, -25, -20, -16, -35],
                seconds: [0.26, 0.12, 0.3, 0.14, 0.041, 0.027])
        // Open hi-hat
        case 46:
            return DrumFigures(
                modes: 448, rise: 0.6, pan: 0.35, width: 0.45,
                lowest: 200, levels: [-60, -33, -35, -34, -32, -28, -27],
                seconds: [2.4, 3, 3.5, 3.6, 3.6, 3.5, 3.5])
        // Low mid tom
        case 47:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0, width: 0.25,
                tones: [(104, -8.4, 1.4), (164, -14.4, 0.61), (223, -17.7, 0.41)],
                lowest: 400, levels: [-15, -15, -22, -23, -17, -23],
                seconds: [0.33, 0.033, 0.17, 0.18, 0.053, 0.013])
        // High mid tom
        case 48:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0.2, width: 0.25,
                tones: [(120, -8.3, 1.2), (190, -17, 0.56), (257, -20.3, 0.38)],
                lowest: 400, levels: [-14, -15, -20, -21, -18, -22],
                seconds: [0.46, 0.03, 0.13, 0.12, 0.061, 0.013])
        // Crash cymbal 1
        case 49:
            return DrumFigures(
                modes: 448, rise: 2, pan: 0.5, width: 0.45,
                lowest: 200, levels: [-57, -34, -28, -34, -20, -18, -25],
                seconds: [5, 4.8, 3.3, 5, 4.7, 3.3, 1.9])
        // High tom
        case 50:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0.4, width: 0.45,
                tones: [(140, -9.5, 1.1), (221, -24.8, 0.5), (300, -20.1, 0.34)],
                lowest: 400, levels: [-18, -17, -22, -26, -24, -26],
                seconds: [0.35, 0.035, 0.14, 0.13, 0.061, 0.017])
        // Ride cymbal 1
        case 51:
            return DrumFigures(
                modes: 448, rise: 0.6, pan: -0.45, width: 0.45,
                lowest: 100, levels: [-66, -49, -38, -38, -37, -25, -24, -20],
                seconds: [5, 3.3, 2.2, 2.9, 3.3, 2, 1.7, 0.82])
        // Chinese cymbal
        case 52:
            return DrumFigures(
                modes: 448, rise: 0.6, pan: -0.6, width: 0.45,
                lowest: 50, levels: [-62, -61, -53, -48, -42, -29, -19, -19, -31],
                seconds: [5, 5, 5, 5, 5, 2.4, 1.7, 1.1, 1.4])
        // Ride bell
        case 53:
            return DrumFigures(
                modes: 448, rise: 0.6, pan: -0.45, width: 0.45,
                lowest: 200, levels: [-54, -41, -42, -30, -22, -28, -28],
                seconds: [5, 3.1, 5, 4.5, 4.1, 1.7, 0.41])
        // Tambourine
        case 54:
            return DrumFigures(
                modes: 256, rise: 6, pan: 0.25, width: 0.45,
                tones: [(11407, -14.3, 0.49), (5021, -17.1, 0.32), (6761, -21.5, 0.57), (6367, -22.4, 0.48)],
                lowest: 1600, levels: [-47, -20, -12, -9],
                seconds: [0.46, 0.29, 0.43, 0.4])
        // Splash cymbal
        case 55:
            return DrumFigures(
                modes: 448, rise: 0.6, pan: 0.3, width: 0.45,
                lowest: 50, levels: [-60, -56, -55, -57, -35, -28, -26, -17, -22],
                seconds: [3.5, 5, 5, 1.7, 2.4, 1.9, 2.2, 1.3, 1.1])
        // Cowbell
        case 56:
            return DrumFigures(
                modes: 128, rise: 0.6, pan: 0.2, width: 0.45,
                tones: [
                    (471, -15.4, 0.38), (506, -17.7, 0.29), (2493, -20.9, 0.18), (1981, -27.9, 0.21),
                    (2647, -23.8, 0.2), (8136, -16.2, 0.033),
                ],
                lowest: 200, levels: [-49, -11, -23, -19, -16, -12, -18],
                seconds: [0.31, 0.35, 0.28, 0.13, 0.16, 0.057, 0.031])
        // Crash cymbal 2
        case 57:
            return DrumFigures(
                modes: 448, rise: 8, pan: -0.5, width: 0.45,
                lowest: 50, levels: [-59, -65, -63, -35, -32, -32, -19, -18, -25],
                seconds: [5, 5, 5, 2.5, 3.6, 5, 4, 2.8, 1.6])
        // Vibraslap
        case 58:
            return DrumFigures(
                modes: 352, rise: 2, pan: -0.3, width: 0.45, rattle: 23,
                tones: [(2329, -26.1, 2.4), (984, -30.5, 2), (931, -32.2, 2.1), (2468, -26, 2.1), (1037, -32.2, 2.1)],
                lowest: 800, levels: [-27, -25, -17, -16, -23],
                seconds: [1.5, 1.4, 1.6, 1.7, 1.4])
        // Ride cymbal 2
        case 59:
            return DrumFigures(
                modes: 448, rise: 0.6, pan: -0.55, width: 0.45,
                lowest: 50, levels: [-61, -62, -59, -38, -32, -39, -32, -23, -17],
                seconds: [1, 5, 3.1, 2.7, 3.7, 3.2, 3, 1.8, 0.62])
        default: return nil
        }
    }
}
