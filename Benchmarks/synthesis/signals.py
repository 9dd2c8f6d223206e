"""What is measured of sound: how clean tones are, and where notes begin. Plain Python, for fonts and files of seconds."""
import array
import math
import struct

RATE = 44_100
TONES = (1_000, 5_000, 9_000, 13_000)


def tones(seconds=2.0, amplitude=0.2):
    """The tones together, as frames of a sample."""
    return [
        amplitude * sum(math.cos(2 * math.pi * tone * frame / RATE + index) for index, tone in enumerate(TONES))
        for frame in range(int(seconds * RATE))
    ]


def sinad(samples, semitones):
    """Decibels of the tones that belong there over everything else.

    Sines, cosines and both times t are fitted at the tones' transposed frequencies, so that a slow drift of pitch or
    level is no noise; tones moved beyond 0.95 of half the sample rate must be gone.
    """
    ratio = 2 ** (semitones / 12)
    columns = []
    for tone in TONES:
        if tone * ratio > 0.475 * RATE:
            continue
        omega = 2 * math.pi * tone * ratio / RATE
        for wave in (math.sin, math.cos):
            column = [wave(omega * frame) for frame in range(len(samples))]
            columns.append(column)
            columns.append([value * (frame / len(samples) - 0.5) for frame, value in enumerate(column)])
    weights = least_squares(columns, samples)
    signal = noise = 0.0
    for frame, value in enumerate(samples):
        fitted = sum(weight * column[frame] for weight, column in zip(weights, columns))
        signal += fitted * fitted
        noise += (value - fitted) ** 2
    return 10 * math.log10(signal / max(noise, 1e-30))


def least_squares(columns, target):
    """Solves the normal equations by elimination."""
    rows = [[dot(a, b) for b in columns] + [dot(a, target)] for a in columns]
    size = len(rows)
    for pivot in range(size):
        best = max(range(pivot, size), key=lambda row: abs(rows[row][pivot]))
        rows[pivot], rows[best] = rows[best], rows[pivot]
        for row in range(size):
            if row != pivot:
                factor = rows[row][pivot] / rows[pivot][pivot]
                rows[row] = [x - factor * y for x, y in zip(rows[row], rows[pivot])]
    return [rows[index][size] / rows[index][index] for index in range(size)]


def dot(a, b):
    return math.fsum(x * y for x, y in zip(a, b))


def onsets(samples, gap, threshold=1e-4):
    """The frames at which sound begins after at least `gap` frames of silence."""
    found, quiet = [], gap
    for frame, value in enumerate(samples):
        if abs(value) < threshold:
            quiet += 1
        else:
            if quiet >= gap:
                found.append(frame)
            quiet = 0
    return found


def left_channel(path):
    """The left channel of a 32-bit float WAV file."""
    with open(path, "rb") as file:
        data = file.read()
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        if name == b"data":
            values = array.array("f", data[at + 8 : at + 8 + size // 4 * 4])
            return values[::2]
        at += 8 + size + size % 2
    raise ValueError(f"{path}: no data chunk")
