#!/bin/bash
# Installs what the program finds in share/musicgen: the resource bundles of a build.
set -euo pipefail

build=$1
share=$2
install -d "$share"
for bundle in "$build"/musicgen_*.resources; do
    case $bundle in
        *Tests.resources) continue ;;
    esac
    [ -d "$bundle" ] || continue
    rm -rf "${share:?}/$(basename "$bundle")"
    cp -R "$bundle" "$share/"
done
