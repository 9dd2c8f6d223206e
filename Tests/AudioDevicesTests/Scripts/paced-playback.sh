#!/bin/bash
# Plays through ALSA into a PulseAudio server of its own with a null sink, which keeps real time, and checks what
# arrives: every sample, a recovered underrun (the server stopped for 0.7 s), Ctrl-C, and a server that dies.
# Needs the packages pulseaudio, pulseaudio-utils, libasound2-plugins and python3; no sound card, no other server.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
export XDG_RUNTIME_DIR=$work/run PULSE_RUNTIME_PATH=$work/run/pulse PULSE_STATE_PATH=$work/state HOME=$work/home
mkdir -p "$XDG_RUNTIME_DIR" "$PULSE_RUNTIME_PATH" "$PULSE_STATE_PATH" "$HOME"
chmod 700 "$XDG_RUNTIME_DIR" "$PULSE_RUNTIME_PATH" "$PULSE_STATE_PATH" "$HOME"
printf 'pcm.!default { type pulse }\nctl.!default { type pulse }\n' > "$HOME/.asoundrc"
player=$work/player
"$here/build-player.sh" "$player" || exit 1
failures=0
server=
recorder=

start_server() {
    pulseaudio -n --daemonize=no --exit-idle-time=-1 --realtime=no --high-priority=no \
        -L "module-native-protocol-unix auth-anonymous=1" \
        -L "module-null-sink sink_name=mg rate=48000 channels=2 format=float32le" 2> "$work/pulse.log" &
    server=$!
    for _ in $(seq 50); do pactl info > /dev/null 2>&1 && return; sleep 0.1; done
    echo "no server: $(cat "$work/pulse.log")"
    exit 1
}
stop_server() { kill -9 "$server" 2> /dev/null; wait "$server" 2> /dev/null; }
trap 'kill "$recorder" 2> /dev/null; stop_server; rm -rf "$work"' EXIT
check() { if [ "$1" = 0 ]; then echo "ok: $2"; else echo "FAILED: $2"; failures=$((failures + 1)); fi; }

start_server
parec -d mg.monitor --latency-msec=10 --format=float32le --rate=48000 --channels=2 --raw > "$work/capture.raw" &
recorder=$!  # keeps running: its small latency makes the sink ask for small pieces
sleep 0.5

"$player" default 3 | tee "$work/whole.txt"
sleep 0.5
python3 - "$work/capture.raw" << 'PYTHON'
import struct, sys
data = open(sys.argv[1], 'rb').read()
samples = struct.unpack('<%df' % (len(data) // 8 * 2), data[:len(data) // 8 * 8])
first = next((i for i in range(0, len(samples), 2) if samples[i] != 0), None)
if first is None: sys.exit('nothing arrived')
wrong = 0
for i in range(132000):
    left = (i * 7919 % 65521 + 1) / 131072
    if samples[first + 2 * i] != left or samples[first + 2 * i + 1] != -left / 2: wrong += 1
print('captured', len(samples) // 2, 'frames;', wrong, 'of 132000 differ')
if wrong: print('first frames:', samples[first:first + 8])
sys.exit(wrong != 0 or any(samples[first + 264000:]))
PYTHON
check $? "three seconds (the first quarter silent) arrive bit by bit"
grep -q 'played 144000 underruns 0' "$work/whole.txt"
check $? "no underrun"

"$player" default 4 > "$work/xrun.txt" &
subject=$!
sleep 1.5
kill -STOP "$subject"
sleep 0.7
kill -CONT "$subject"
wait "$subject"
cat "$work/xrun.txt"
grep -qE 'played 192000 underruns [1-9]' "$work/xrun.txt"
check $? "a program that was held up for 0.7 s goes on"

"$player" default 30 > "$work/stop.txt" &
subject=$!
sleep 1.5
before=$(date +%s%N)
kill -INT "$subject"
wait "$subject"
elapsed=$((($(date +%s%N) - before) / 1000000))
cat "$work/stop.txt"
echo "Ctrl-C to exit: $elapsed ms"
grep -q 'stopped true' "$work/stop.txt" && [ "$elapsed" -lt 300 ]
check $? "Ctrl-C ends it"

"$player" default 30 > "$work/lost.txt" &
subject=$!
sleep 1.5
before=$(date +%s%N)
stop_server
wait "$subject"
status=$?
elapsed=$((($(date +%s%N) - before) / 1000000))
cat "$work/lost.txt"
echo "death of the server to exit: $elapsed ms"
[ $status = 69 ] && grep -q 'went away' "$work/lost.txt"
check $? "a server that dies is named"

"$player" default 1 > "$work/none.txt"
[ $? = 69 ] && grep -q 'no sound device' "$work/none.txt"
check $? "no server is named"
exit $failures
