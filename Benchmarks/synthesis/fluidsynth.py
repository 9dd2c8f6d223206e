"""FluidSynth's library through ctypes: what it makes, how long that takes, how many voices it had."""
import array
import ctypes
import ctypes.util
import time

NAME = ctypes.util.find_library("fluidsynth") or "libfluidsynth.so.3"


class FluidSynth:
    """One synthesizer with one font, dry, on one core."""

    def __init__(self, font, rate=44100, polyphony=256, interpolation=4, gain=0.2):
        self.library = ctypes.CDLL(NAME)
        for function in ("new_fluid_settings", "new_fluid_synth", "new_fluid_player"):
            getattr(self.library, function).restype = ctypes.c_void_p
        self.settings = ctypes.c_void_p(self.library.new_fluid_settings())
        set_number = self.library.fluid_settings_setnum
        set_number(self.settings, b"synth.sample-rate", ctypes.c_double(rate))
        set_number(self.settings, b"synth.gain", ctypes.c_double(gain))
        for name, value in (
            (b"synth.polyphony", polyphony), (b"synth.cpu-cores", 1), (b"synth.reverb.active", 0),
            (b"synth.chorus.active", 0),
        ):
            self.library.fluid_settings_setint(self.settings, name, value)
        self.synth = ctypes.c_void_p(self.library.new_fluid_synth(self.settings))
        if self.library.fluid_synth_sfload(self.synth, font.encode(), 1) < 0:
            raise RuntimeError(f"FluidSynth cannot load {font}")
        self.library.fluid_synth_set_interp_method(self.synth, -1, interpolation)

    def close(self):
        self.library.delete_fluid_synth(self.synth)
        self.library.delete_fluid_settings(self.settings)

    def block(self, frames):
        """Renders frames; left and right one after the other."""
        buffer = (ctypes.c_float * (2 * frames))()
        right = ctypes.byref(buffer, 4 * frames)
        self.library.fluid_synth_write_float(self.synth, frames, buffer, 0, 1, right, 0, 1)
        return buffer

    def note(self, key, frames, skip, velocity=127):
        """The left channel of a note, after `skip` frames."""
        self.library.fluid_synth_noteon(self.synth, 0, key, velocity)
        return array.array("f", self.block(skip + frames)[skip : skip + frames])

    def play(self, path, frames, block):
        """Plays a MIDI file for `frames` frames; the processor seconds it took and the sum of voices over frames."""
        player = ctypes.c_void_p(self.library.new_fluid_player(self.synth))
        self.library.fluid_player_add(player, path.encode())
        self.library.fluid_player_play(player)
        seconds, voice_frames, done = 0.0, 0, 0
        while done < frames:
            start = time.thread_time()
            self.block(block)
            seconds += time.thread_time() - start
            voice_frames += block * self.library.fluid_synth_get_active_voice_count(self.synth)
            done += block
        self.library.delete_fluid_player(player)
        return seconds, voice_frames


def version():
    library = ctypes.CDLL(NAME)
    library.fluid_version_str.restype = ctypes.c_char_p
    return library.fluid_version_str().decode()
