"""Of the functions that a callgrind profile has seen, the first of each section that the linker has placed.

Arguments: the linker's map and the profile; lines of address and symbol on standard input.
"""

import bisect
import re
import sys

sections = []
in_text = False
for line in open(sys.argv[1]):
    row = re.match(r"\s*([0-9a-f]+)\s+[0-9a-f]+\s+([0-9a-f]+)\s+\d+ (\s*)(.*)$", line)
    if not row:
        continue
    if not row[3]:
        in_text = row[4].strip() == ".text"
    elif in_text and len(row[3]) == 8 and ":(" in row[4]:
        sections.append((int(row[1], 16), int(row[2], 16)))
sections.sort()
addresses = {symbol: int(address, 16) for address, symbol in (line.split() for line in sys.stdin)}

told = set()
for line in open(sys.argv[2]):
    call = re.match(r"c?fn=\(\d+\) (.*)", line)
    symbol = re.sub(r"'\d+$", "", call[1].strip()) if call else None
    if symbol not in addresses:
        continue
    place = bisect.bisect_right(sections, (addresses[symbol], sys.maxsize)) - 1
    start, size = sections[place]
    if place < 0 or place in told or addresses[symbol] >= start + max(size, 1):
        continue
    told.add(place)
    print(symbol)
