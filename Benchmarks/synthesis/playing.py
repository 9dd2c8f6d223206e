"""Times how soon a player is heard: ALSA's file device writes into a pipe, and this listens at its other end."""
import os
import pathlib
import subprocess
import time


class Listener:
    """A sound device whose frames come out of a pipe; not a home of anybody's, so that no settings interfere."""

    def __init__(self, folder):
        home = pathlib.Path(folder) / "listener"
        home.mkdir()
        self.pipe = home / "sound"
        os.mkfifo(self.pipe)
        (home / ".asoundrc").write_text(
            f'pcm.listener {{ type file slave.pcm null file "{self.pipe}" format raw }}\n')
        self.environment = dict(os.environ, HOME=str(home))

    def first_sound(self, command):
        """Milliseconds from the start of a command to its first frames, and its peak megabytes then."""
        end = os.open(self.pipe, os.O_RDONLY | os.O_NONBLOCK)
        start = time.perf_counter()
        player = subprocess.Popen(
            [*command, "--device", "listener"], env=self.environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        try:
            while not self.hears(end):
                if player.poll() is not None or time.perf_counter() - start > 30:
                    raise RuntimeError("the player was not heard: " + " ".join(command))
                time.sleep(0.0002)
            return 1000 * (time.perf_counter() - start), peak_megabytes(player.pid)
        finally:
            player.kill()
            player.wait()
            os.close(end)

    @staticmethod
    def hears(end):
        try:
            return bool(os.read(end, 4096))
        except BlockingIOError:
            return False


def peak_megabytes(process):
    for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return float("nan")
