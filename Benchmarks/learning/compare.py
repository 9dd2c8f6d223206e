#!/usr/bin/env python3
"""Times training and generation: this project's networks beside the same ones in PyTorch, in the same run.

    python3 -m venv .venv && .venv/bin/pip install torch
    .venv/bin/python Benchmarks/learning/compare.py [--seconds N] [--rounds N] [--executable PATH]

Two forms: `tutorial` (loss after windows of 32) and `language-model` (loss at every step). The two programs run turn
about; medians are compared. Training is timed in single precision and in mixed precision (bfloat16 operands here,
bf16 autocast in PyTorch, on as many threads as there are processors); generation is in single precision.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--executable", help="learning, if it is already built")
    options = parser.parse_args()
    executable = options.executable or build()
    for form in ("tutorial", "language-model"):
        for mixed in (False, True):
            mine, theirs = [], []
            command = [executable, form, "--seconds", str(options.seconds)] + (["--mixed"] if mixed else [])
            for _ in range(options.rounds):
                mine.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
                theirs.append(pytorch(form, options.seconds, mixed))
            report(form, mixed, mine, theirs)


def build():
    package = str(HERE.parent)
    subprocess.run(["swift", "build", "-c", "release", "--package-path", package, "--product", "learning"],
                   check=True, stdout=sys.stderr)
    return str(HERE.parent / ".build/release/learning")


def report(form, mixed, mine, theirs):
    def median(rows, key):
        return statistics.median(row[key] for row in rows)

    print(f"{form}, {'mixed' if mixed else 'single'} precision")
    for key, unit in (("sequencesPerSecond", "sequences/s"), ("tokensPerSecond", "tokens/s")):
        ours, torch = median(mine, key), median(theirs, key)
        print(f"  training, {unit}: musicgen {ours:.0f}, PyTorch {torch:.0f}, ratio {ours / torch:.2f}")
    if mixed:
        return
    ours, torch = (median(rows, "millisecondsPerGeneratedToken") for rows in (mine, theirs))
    print(f"  generating, ms/token: musicgen {ours:.3f}, PyTorch {torch:.3f}, ratio {torch / ours:.2f}")


def pytorch(form, seconds, mixed):
    import torch
    from torch import nn

    torch.set_num_threads(os.cpu_count())
    torch.manual_seed(1)
    tutorial = form == "tutorial"
    inputs = [(400, 100), (40, 100)] if tutorial else [(512, 512)]
    units, layers = (256, 2) if tutorial else (512, 3)
    heads, steps, rows = ([400, 40], 32, 32) if tutorial else ([512], 256, 32)

    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.embeddings = nn.ModuleList(nn.Embedding(*shape) for shape in inputs)
            self.lstm = nn.LSTM(sum(width for _, width in inputs), units, layers, batch_first=True)
            self.score = nn.Linear(units, 1)
            self.heads = nn.ModuleList(nn.Linear(units, size) for size in heads)

        def forward(self, ids, state=None):
            embedded = torch.cat([layer(column) for layer, column in zip(self.embeddings, ids)], -1)
            hidden, state = self.lstm(embedded, state)
            if tutorial:
                weights = torch.softmax(torch.tanh(self.score(hidden)), 1)
                hidden = (weights * hidden).sum(1)
            return [head(hidden) for head in self.heads], state

    model = Model()
    optimiser = torch.optim.RMSprop(model.parameters(), 1e-3) if tutorial else torch.optim.Adam(model.parameters())
    ids = [torch.randint(size, (rows, steps)) for size, _ in inputs]
    targets = [torch.randint(size, (rows,) if tutorial else (rows * steps,)) for size in heads]

    def train():
        optimiser.zero_grad()
        with torch.autocast("cpu", torch.bfloat16, enabled=mixed):
            logits, _ = model(ids)
        loss = sum(nn.functional.cross_entropy(one.float().flatten(0, -2), target)
                   for one, target in zip(logits, targets))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()

    def rate(work, limit):
        for _ in range(2):
            work()
        count, start = 0, time.perf_counter()
        while time.perf_counter() - start < limit:
            work()
            count += 1
        return count / (time.perf_counter() - start)

    steps_per_second = rate(train, seconds)
    model.eval()
    state = [None]

    def generate():
        with torch.inference_mode():
            if tutorial:
                model([column[:1] for column in ids])
            else:
                _, state[0] = model([column[:1, :1] for column in ids], state[0])

    return {
        "sequencesPerSecond": steps_per_second * rows, "tokensPerSecond": steps_per_second * rows * steps,
        "millisecondsPerGeneratedToken": 1000 / rate(generate, min(seconds, 3)),
    }


if __name__ == "__main__":
    main()
