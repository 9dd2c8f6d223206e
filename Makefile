# musicgen: `make` lists what can be made.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
PYTHON ?= python3

# One release build serves the program and its tests; see Documentation/Architecture.md, "Building".
BUILD_FLAGS = -c release
PACKAGES = libasound2-dev libsndfile1-dev libopenblas0
RIVALS = fluidsynth fluid-soundfont-gm musescore-general-soundfont-small timidity
SOURCES = Sources Tests Package.swift $(wildcard Benchmarks/*.swift Benchmarks/*/*.swift)
PROGRAM = .build/release/musicgen
SHARE = $(DESTDIR)$(PREFIX)/share/musicgen

.DEFAULT_GOAL := help
# Which of the sanitizers `make sanitize` builds with: thread or address.
SANITIZER ?= thread

.PHONY: help deps build test sanitize demo bench-synth format lint install uninstall clean corpus soundfont

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

deps: ## install what is missing of the system libraries, through apt
	@Scripts/install-packages.sh $(PACKAGES)

build: deps ## build the program for release
	$(SWIFT) build $(BUILD_FLAGS)

test: deps ## build for release and run all tests
	$(SWIFT) test $(BUILD_FLAGS) --disable-testable-imports

sanitize: deps ## run all tests under the thread sanitizer; SANITIZER=address for the other
	MUSICGEN_SANITIZER=$(SANITIZER) ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test $(BUILD_FLAGS) --disable-testable-imports --sanitize=$(SANITIZER) \
		--build-path .build/$(SANITIZER)

demo: build ## compose a piece with the bundled model, render it and play it
	@Scripts/demo.sh $(PROGRAM)

bench-synth: build ## measure the synthesizer beside FluidSynth, which it installs through apt
	@Scripts/install-packages.sh $(RIVALS)
	$(SWIFT) build $(BUILD_FLAGS) --package-path Benchmarks --product synthesis
	$(PYTHON) Benchmarks/synthesis/compare.py

format: ## format the sources in place
	$(SWIFT) format -i -r $(SOURCES)

lint: ## check format and imports; changes nothing
	$(SWIFT) format lint -r --strict $(SOURCES)
	@Scripts/check-imports.sh

install: build ## install under PREFIX (/usr/local), below DESTDIR
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(SHARE)/soundfonts"
	install -s -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/bin/musicgen"
	cp -R soundfonts/. "$(SHARE)/soundfonts/"
	@Scripts/install-resources.sh .build/release "$(SHARE)"

uninstall: ## remove what install put there
	rm -f "$(DESTDIR)$(PREFIX)/bin/musicgen"
	rm -rf "$(SHARE)"

clean: ## remove everything that was built
	rm -rf .build

corpus: ## export music21's Bach chorales as MIDI to corpus/chorales
	@PYTHON="$(PYTHON)" Scripts/corpus.sh corpus/chorales

soundfont: build ## bake our own SoundFont anew, soundfonts/MusicGenPiano.sf3
	$(PROGRAM) soundfont soundfonts/MusicGenPiano.sf3 --name "MusicGen Piano" --instrument piano --instrument drums --force
