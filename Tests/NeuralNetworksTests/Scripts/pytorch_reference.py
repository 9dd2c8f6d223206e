#!/usr/bin/env python3
"""Writes Fixtures/*.json: initial weights, ten batches, and the losses that PyTorch finds while training on them.

Run once: python3 pytorch_reference.py (needs torch). The networks are written with torch.nn.LSTM, torch.softmax,
cross_entropy, autograd, clip_grad_norm_ and AdamW; nothing here shares code with the program under test.
"""
import json
import math
import pathlib

import torch
from torch import nn
import torch.nn.functional as F

IGNORED = 65535
FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "Fixtures"


class Model(nn.Module):
    def __init__(self, configuration):
        super().__init__()
        self.configuration = configuration
        inputs, sizes = configuration["inputs"], configuration["hiddenSizes"]
        self.embeddings = nn.ModuleList(nn.Embedding(i["vocabulary"], i["dimension"]) for i in inputs)
        width = sum(i["dimension"] for i in inputs)
        self.layers = nn.ModuleList()
        for size in sizes:
            layer = nn.LSTM(width, size, batch_first=True)
            nn.init.zeros_(layer.bias_hh_l0)
            layer.bias_hh_l0.requires_grad_(False)
            self.layers.append(layer)
            width = size
        self.causal = configuration["attention"].get("causal")
        self.tutorial = configuration["attention"].get("tutorial")
        if self.tutorial:
            self.energy = nn.Linear(width, 1)
        if self.causal:
            total = self.causal["heads"] * self.causal["keyDimension"]
            self.qkv = nn.Linear(width, 3 * total, bias=False)
            width += total
        self.projection = None
        if configuration.get("projection"):
            self.projection = nn.Linear(width, configuration["projection"]["size"])
            width = configuration["projection"]["size"]
        self.heads = nn.ModuleList(nn.Linear(width, vocabulary) for vocabulary in configuration["heads"])
        if configuration["tieEmbeddings"]:
            for head, embedding in zip(self.heads, self.embeddings):
                if head.weight.shape == embedding.weight.shape:
                    head.weight = embedding.weight

    def named(self):
        """The program's names; its matrices are [inputs, outputs], PyTorch's [outputs, inputs]."""
        result = {}
        for k, embedding in enumerate(self.embeddings):
            result[f"embedding.{k}"] = embedding.weight
        for l, layer in enumerate(self.layers):
            result[f"lstm.{l}.inputWeights"] = layer.weight_ih_l0.T
            result[f"lstm.{l}.recurrentWeights"] = layer.weight_hh_l0.T
            result[f"lstm.{l}.bias"] = layer.bias_ih_l0
        if self.tutorial:
            result["attention.weights"] = self.energy.weight[0]
            result["attention.bias"] = self.energy.bias
        if self.causal:
            result["attention.projection"] = self.qkv.weight.T
        if self.projection:
            result["projection.weights"] = self.projection.weight.T
            result["projection.bias"] = self.projection.bias
        for k, head in enumerate(self.heads):
            if not any(head.weight is embedding.weight for embedding in self.embeddings):
                result[f"head.{k}.weights"] = head.weight.T
            result[f"head.{k}.bias"] = head.bias
        return {name: value.detach().contiguous().flatten().tolist() for name, value in result.items()}

    def attend(self, x, memory, resets):
        """Multi-head attention over the last `window` steps, with a penalty on distance; memory has no gradient."""
        heads, dimension, window = (self.causal[k] for k in ("heads", "keyDimension", "window"))
        batch, steps, _ = x.shape
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        keys, values, valid = memory
        valid = valid & ~resets[:, None]
        keys, values = torch.cat([keys, k], 1), torch.cat([values, v], 1)
        valid = torch.cat([valid, torch.ones(batch, steps, dtype=torch.bool)], 1)
        past = keys.shape[1] - steps
        distance = (past + torch.arange(steps))[:, None] - torch.arange(past + steps)[None, :]
        allowed = (distance >= 0) & (distance < window)
        split = lambda t: t.view(batch, -1, heads, dimension).transpose(1, 2)
        scores = split(q) @ split(keys).transpose(-1, -2) / math.sqrt(dimension)
        slopes = torch.tensor([2.0 ** (-8 * (h + 1) / heads) for h in range(heads)])
        scores = scores - slopes[None, :, None, None] * distance[None, None].float()
        scores = scores.masked_fill(~(allowed[None, None] & valid[:, None, None, :]), -math.inf)
        context = (torch.softmax(scores, -1) @ split(values)).transpose(1, 2).reshape(batch, steps, -1)
        kept = window - 1
        return context, (keys[:, -kept:].detach(), values[:, -kept:].detach(), valid[:, -kept:])

    def start(self, rows):
        states = [(torch.zeros(1, rows, l.hidden_size), torch.zeros(1, rows, l.hidden_size)) for l in self.layers]
        memory = None
        if self.causal:
            total = self.causal["heads"] * self.causal["keyDimension"]
            empty = torch.zeros(rows, 0, total)
            memory = (empty, empty, torch.zeros(rows, 0, dtype=torch.bool))
        return states, memory

    def forward(self, columns, state, resets):
        states, memory = state
        keep = (~resets).float()[None, :, None]
        x = torch.cat([e(c) for e, c in zip(self.embeddings, columns)], -1)
        after = []
        for layer, (h, c) in zip(self.layers, states):
            x, (h, c) = layer(x, (h * keep, c * keep))
            after.append((h.detach(), c.detach()))
        if self.tutorial:
            alpha = torch.softmax(torch.tanh(self.energy(x))[..., 0], 1)
            x = (alpha[..., None] * x).sum(1)
        if self.causal:
            context, memory = self.attend(x, memory, resets)
            x = torch.cat([x, context], -1)
        if self.projection:
            x = self.projection(x)
            if self.configuration["projection"]["activation"] == "tanh":
                x = torch.tanh(x)
        return [head(x) for head in self.heads], (after, memory)


def run(name, configuration, rows, steps, rate, clip, decay, seed):
    torch.manual_seed(seed)
    model = Model(configuration)
    initial = model.named()
    trained = [p for p in model.parameters() if p.requires_grad]
    matrices = [p for p in trained if p.dim() > 1 and p.shape[0] > 1]
    vectors = [p for p in trained if not (p.dim() > 1 and p.shape[0] > 1)]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": decay}, {"params": vectors, "weight_decay": 0.0}], lr=rate)
    state = model.start(rows)
    every = "everyStep" in configuration["objective"]
    batches, losses, norms = [], [], []
    for step in range(10):
        columns = [torch.randint(i["vocabulary"], (rows, steps)) for i in configuration["inputs"]]
        targets = [torch.randint(v, (rows, steps)) for v in configuration["heads"]]
        resets = torch.ones(rows, dtype=torch.bool) if step == 0 or not every else torch.rand(rows) < 0.25
        if every:
            for t in targets:
                t[torch.rand(rows, steps) < 0.1] = IGNORED
        logits, state = model(columns, state, resets)
        loss = 0.0
        for l, t in zip(logits, targets):
            if every:
                loss = loss + F.cross_entropy(l.flatten(0, 1), t.flatten(), ignore_index=IGNORED)
            else:
                loss = loss + F.cross_entropy(l, t[:, -1])
        optimizer.zero_grad()
        loss.backward()
        norms.append(float(nn.utils.clip_grad_norm_(trained, clip)))
        optimizer.step()
        losses.append(float(loss.detach()))
        batches.append({
            "inputs": [c.flatten().tolist() for c in columns], "targets": [t.flatten().tolist() for t in targets],
            "resets": resets.tolist()})
    assert min(norms) > clip > 0 or max(norms) > clip, "clipping must matter"
    fixture = {
        "configuration": configuration, "rows": rows, "steps": steps, "rate": rate, "clip": clip,
        "weightDecay": decay, "parameters": initial, "batches": batches, "losses": losses, "norms": norms,
        "final": model.named(), "torch": torch.__version__}
    FIXTURES.mkdir(exist_ok=True)
    (FIXTURES / f"{name}.json").write_text(json.dumps(fixture))
    print(name, [round(l, 4) for l in losses], [round(n, 3) for n in norms])


NO_DROPOUT = {"input": 0, "between": 0, "output": 0, "recurrent": 0}
INPUTS = [{"vocabulary": 11, "dimension": 6}, {"vocabulary": 5, "dimension": 3}]
run("tutorial", {
    "inputs": INPUTS, "hiddenSizes": [9, 8], "attention": {"tutorial": {"window": 7}}, "heads": [11, 5],
    "dropout": NO_DROPOUT, "objective": {"afterWindow": {"length": 7}}, "tieEmbeddings": False},
    rows=5, steps=7, rate=0.02, clip=0.3, decay=0.0, seed=1)
run("language_model", {
    "inputs": INPUTS, "hiddenSizes": [9, 8], "attention": {"causal": {"heads": 2, "keyDimension": 5, "window": 9}},
    "projection": {"size": 6, "activation": "tanh"}, "heads": [11, 5], "dropout": NO_DROPOUT,
    "objective": {"everyStep": {}}, "tieEmbeddings": True},
    rows=5, steps=6, rate=0.02, clip=0.3, decay=0.05, seed=2)
