#!/bin/bash
# Installs the Debian packages named as arguments that are missing; says nothing when all are there.
set -euo pipefail

missing=()
for package in "$@"; do
    status=$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true)
    [ "$status" = "install ok installed" ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "missing: ${missing[*]}" >&2
    echo "There is no apt-get here: install what provides ALSA, libsndfile and OpenBLAS with their headers," >&2
    echo "so that 'pkg-config --exists alsa sndfile openblas' succeeds, and run make again." >&2
    # Without dpkg the libraries may be there all the same.
    pkg-config --exists alsa sndfile openblas 2>/dev/null && exit 0
    exit 1
fi

sudo=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "missing: ${missing[*]}; as root, run: apt-get install ${missing[*]}" >&2
        exit 1
    fi
    sudo=(sudo)
fi

echo "installing ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
install() { ${sudo[@]+"${sudo[@]}"} apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; }
# A fresh machine has no package lists yet.
install 2>/dev/null || { ${sudo[@]+"${sudo[@]}"} apt-get update -qq && install; }
