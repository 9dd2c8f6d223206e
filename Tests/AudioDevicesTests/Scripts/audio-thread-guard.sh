#!/bin/bash
# Counts allocations, locks, reference counts and writes of the audio thread while it plays ten seconds through ALSA's
# file device; fails if there is any outside of ALSA. Needs a C compiler.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$here/build-player.sh" "$work/player"
cc -O1 -shared -fPIC -w "$here/AudioThreadGuard.c" -o "$work/guard.so" -ldl
printf 'pcm.recorder {\n type file\n slave.pcm { type null }\n file "%s/played.raw"\n format raw\n}\n' "$work" \
    > "$work/alsa.conf"
ALSA_CONFIG_PATH=$work/alsa.conf LD_PRELOAD=$work/guard.so "$work/player" recorder 10
