#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compacts the same blocks with Prometheus's own compactor and with Hearth's, and compares cost and result.

    compaction.py --hearth BUILD/tests/bench/bench_compaction --loadgen LOADGEN [--series 10000,200000] [--step 60]

Three neighbouring blocks of two hours become one. The blocks come from the load generator (`loadgen --backfill --format
blocks`). Prometheus's side is a small Go program around its package tsdb, built here (Go and its module proxy are
needed): the server itself compacts only from time to time and beside other work. CPU seconds count, of the best of the
runs; memory is the peak of the process, with and without the pages of mapped files.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

GO_MOD = """module compaction

go 1.24.0

require github.com/prometheus/prometheus {version}
"""

GO_MAIN = """package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	{log_import}
	"github.com/prometheus/prometheus/tsdb"
)

func anonymous() (kib int64) {{
	status, _ := os.ReadFile("/proc/self/status")
	for _, line := range strings.Split(string(status), "\\n") {{
		fmt.Sscanf(line, "RssAnon: %d kB", &kib)
	}}
	return
}}

func main() {{
	dir := os.Args[1]
	names, _ := filepath.Glob(dir + "/*")
	block := regexp.MustCompile("/[0-9A-Z]{{26}}$")
	var dirs []string
	for _, name := range names {{
		if block.MatchString(name) {{
			dirs = append(dirs, name)
		}}
	}}
	peak := int64(0)
	go func() {{
		for {{
			peak = max(peak, anonymous())
			time.Sleep(20 * time.Millisecond)
		}}
	}}()
	compactor, err := tsdb.NewLeveledCompactor(context.Background(), nil, {log},
		tsdb.ExponentialBlockRanges(7200000, 5, 3), nil, nil)
	if err != nil {{
		panic(err)
	}}
	id, err := compactor.Compact(dir, dirs, nil)
	if err != nil {{
		panic(err)
	}}
	var usage syscall.Rusage
	syscall.Getrusage(0, &usage)
	cpu := float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e9
	fmt.Printf("block %s\\ncpu_s %.3f\\nanonymous_mib %.1f\\nresident_mib %.1f\\n", strings.Trim(fmt.Sprint(id), "[]"), cpu,
		float64(peak)/1024, float64(usage.Maxrss)/1024)
}}
"""


def build_peer(version, directory):
    """The Go program around the compactor of a version of Prometheus (v0.42.0 is 2.42, v0.312.0 is 3.12)."""
    old = int(version.split(".")[1]) < 300
    log_import = '"github.com/go-kit/log"' if old else '"github.com/prometheus/common/promslog"'
    log = "log.NewNopLogger()" if old else "promslog.NewNopLogger()"
    os.makedirs(directory)
    with open(f"{directory}/go.mod", "w") as file:
        file.write(GO_MOD.format(version=version))
    with open(f"{directory}/main.go", "w") as file:
        file.write(GO_MAIN.format(log_import=log_import, log=log))
    subprocess.run(["go", "get", f"github.com/prometheus/prometheus/tsdb@{version}"], cwd=directory,
                   stderr=subprocess.DEVNULL, check=False)
    subprocess.run(["go", "build", "-mod=mod", "-o", "compact", "."], cwd=directory, check=True)
    return f"{directory}/compact"


def make_blocks(loadgen, directory, series, step):
    os.makedirs(directory)
    targets = max(1, series // 1000)
    for window in range(3):
        subprocess.run([loadgen, "--backfill", "--hours", "2", "--targets", str(targets), "--series",
                        str(series // targets), "--step", str(step), "--end", str(1767225600 - window * 7200),
                        "--format", "blocks", "--out", directory], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)


def run(program, source, work):
    """Compacts a copy; returns the figures and the new block's directory."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(source, work)
    out = subprocess.run([program, work], check=True, capture_output=True, text=True).stdout
    figures = dict(re.findall(r"^(\w+) (\S+)", out, re.MULTILINE))
    return figures, f"{work}/{figures['block']}"


def best(program, source, work, runs):
    found = [run(program, source, work) for _ in range(runs)]
    return min((figures for figures, _ in found), key=lambda figures: float(figures["cpu_s"])), found[-1][1]


def same_file(a, b):
    with open(a, "rb") as left, open(b, "rb") as right:
        return left.read() == right.read()


def compare(ours, theirs):
    chunks = sorted(os.listdir(f"{theirs}/chunks"))
    same = chunks == sorted(os.listdir(f"{ours}/chunks")) and all(
        same_file(f"{ours}/chunks/{name}", f"{theirs}/chunks/{name}") for name in chunks)
    return "equal" if same else "DIFFERENT", "equal" if same_file(f"{ours}/index", f"{theirs}/index") else "different"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hearth", required=True)
    parser.add_argument("--loadgen", required=True)
    parser.add_argument("--series", default="10000,200000")
    parser.add_argument("--step", type=int, default=60)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--versions", default="v0.42.0")
    options = parser.parse_args()
    wrong = False
    with tempfile.TemporaryDirectory() as work:
        peers = {v: build_peer(v, f"{work}/peer-{v}") for v in options.versions.split(",")}
        print("| series | Prometheus | CPU s, Prometheus | CPU s, Hearth | ratio | own memory MiB, Prometheus | Hearth "
              "| with mapped pages, Prometheus | Hearth | chunks | index |")
        print("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |")
        for series in map(int, options.series.split(",")):
            source = f"{work}/source-{series}"
            make_blocks(options.loadgen, source, series, options.step)
            ours, our_block = best(options.hearth, source, f"{work}/ours", options.runs)
            for version, program in peers.items():
                theirs, their_block = best(program, source, f"{work}/theirs", options.runs)
                chunks, index = compare(our_block, their_block)
                wrong = wrong or chunks != "equal"
                print(f"| {series} | {version} | {theirs['cpu_s']} | {ours['cpu_s']} "
                      f"| {float(ours['cpu_s']) / float(theirs['cpu_s']):.2f} "
                      f"| {theirs['anonymous_mib']} | {ours['anonymous_mib']} "
                      f"| {theirs['resident_mib']} | {ours['resident_mib']} | {chunks} | {index} |", flush=True)
            shutil.rmtree(source)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
