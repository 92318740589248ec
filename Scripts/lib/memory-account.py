"""Whose a process's resident memory is: lines of name and kB.

Argument: the process. On standard input: `nm --print-size --defined-only` of its program, with its symbols.
A page of code is shared out among the symbols on it; whose a symbol is, its name says.
"""

import bisect
import re
import struct
import sys

PAGE = 4096
OURS = re.compile(r"\$s\d+(Netmaker|Netlink|DurableFiles|PinnedTLS|CoreDumps|netclient)")
SWIFT = re.compile(
    r"\$s(\d+(_Concurrency|Foundation|Dispatch|Synchronization|_StringProcessing)|[A-Zs])"
    r"|_?swift|_ZN?K?\d*5?swift|_ZN12_GLOBAL__N_1|_?dispatch|_os_|_Z"
)
process = sys.argv[1]


def owner(symbol):
    if OURS.match(symbol):
        return "code_ours"
    if symbol.startswith("_ZN4bssl"):
        return "code_libraries"
    return "code_swift" if SWIFT.match(symbol) else "code_libraries"


symbols = []
for line in sys.stdin:
    fields = line.split()
    if len(fields) == 4 and fields[2] in "tTwW":
        symbols.append((int(fields[0], 16), int(fields[1], 16), fields[3]))
symbols.sort()
starts = [symbol[0] for symbol in symbols]

mappings = []
for line in open(f"/proc/{process}/smaps"):
    head = re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+) (\S+) \S+ \S+\s*(.*)", line)
    if head:
        mappings.append({"start": int(head[1], 16), "end": int(head[2], 16), "mode": head[3], "file": head[5]})
    else:
        name, value = line.split(":", 1)
        if name in ("Rss", "Anonymous"):
            mappings[-1][name] = int(value.split()[0])
program = next(mapping["file"] for mapping in mappings if mapping["file"].startswith("/"))
base = next(mapping["start"] for mapping in mappings if mapping["file"] == program)

account = dict.fromkeys(
    ["heap_and_stacks", "relocated", "variables", "code_ours", "code_swift", "code_libraries", "tables", "shared"], 0
)
for mapping in mappings:
    clean = mapping["Rss"] - mapping["Anonymous"]
    if mapping["file"] != program:
        is_file = mapping["file"].startswith("/")
        account["shared" if is_file else "heap_and_stacks"] += mapping["Rss"]
        continue
    account["variables" if "w" in mapping["mode"] else "relocated"] += mapping["Anonymous"]
    if "x" not in mapping["mode"]:
        account["tables"] += clean
        continue
    with open(f"/proc/{process}/pagemap", "rb") as pages:
        pages.seek(mapping["start"] // PAGE * 8)
        entries = pages.read((mapping["end"] - mapping["start"]) // PAGE * 8)
    for number, (entry,) in enumerate(struct.iter_unpack("<Q", entries)):
        if not entry >> 63:
            continue
        page = mapping["start"] - base + number * PAGE
        rest = PAGE
        last = page
        for start, size, name in symbols[max(0, bisect.bisect_right(starts, page) - 1) :]:
            if start >= page + PAGE:
                break
            # Folded functions share an address: counted once.
            share = max(0, min(start + size, page + PAGE) - max(start, last))
            last = max(last, min(start + size, page + PAGE))
            account[owner(name)] += share / 1024
            rest -= share
        account["tables"] += rest / 1024
for name, kilobytes in account.items():
    print(name, round(kilobytes))
