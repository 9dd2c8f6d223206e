"""The smallest SoundFonts that measurements need, written by hand: one sample, one instrument, one preset."""
import struct


def write(path, frames, rate=44100, root=60, loop=None, generators=()):
    """Writes a font whose preset 0:0 plays `frames` (−1…1) at key `root`; `loop` is a range of frames.

    `generators` are pairs of number and amount for the instrument's zone.
    """
    body = struct.pack(f"<{len(frames)}h", *(round(max(-1, min(1, x)) * 32767) for x in frames))
    body += bytes(2 * 46)
    start, end = loop if loop else (0, len(frames))
    zone = [*generators] + ([(54, 1)] if loop else []) + [(53, 0)]
    hydra = {
        b"phdr": preset("measurement", 0) + preset("EOP", 1),
        b"pbag": struct.pack("<4H", 0, 0, 1, 0),
        b"pmod": bytes(10),
        b"pgen": struct.pack("<Hh", 41, 0) + bytes(4),
        b"inst": struct.pack("<20sH", b"measurement", 0) + struct.pack("<20sH", b"EOI", 1),
        b"ibag": struct.pack("<4H", 0, 0, len(zone), 0),
        b"imod": bytes(10),
        b"igen": b"".join(struct.pack("<Hh", *pair) for pair in zone) + bytes(4),
        b"shdr": struct.pack("<20s5IBbHH", b"measurement", 0, len(frames), start, end, rate, root, 0, 0, 1)
        + struct.pack("<20s5IBbHH", b"EOS", 0, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    info = chunk(b"ifil", struct.pack("<HH", 2, 4)) + chunk(b"isng", b"EMU8000\0") + chunk(b"INAM", b"measurement\0")
    data = b"sfbk" + listing(b"INFO", info) + listing(b"sdta", chunk(b"smpl", body))
    data += listing(b"pdta", b"".join(chunk(name, rows) for name, rows in hydra.items()))
    with open(path, "wb") as file:
        file.write(chunk(b"RIFF", data))


def chunk(name, body):
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def listing(name, body):
    return chunk(b"LIST", name + body)


def preset(name, bag):
    return struct.pack("<20sHHHIII", name.encode(), 0, 0, bag, 0, 0, 0)
