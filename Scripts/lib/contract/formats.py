"""What the formats of our own stand for, of which a pattern cannot tell all."""

import datetime
import ipaddress
import string

import schemathesis
from hypothesis import strategies as st

LETTERS = string.ascii_lowercase + string.digits


def prefixes(family, longest):
    """Prefixes without host bits, short enough to be a network's range."""
    return st.integers(0, longest).flatmap(
        lambda length: st.integers(0, 2**length - 1 if length else 0).map(
            lambda bits: str(family((bits << (family(0).max_prefixlen - length), length)))
        )
    )


def endpoints():
    """Unicast addresses with a port: of the ranges for documentation."""
    port = st.integers(1, 65535)
    return st.one_of(
        st.tuples(st.ip_addresses(network="192.0.2.0/24"), port).map(lambda pair: f"{pair[0]}:{pair[1]}"),
        st.tuples(st.ip_addresses(network="2001:db8::/32"), port).map(lambda pair: f"[{pair[0]}]:{pair[1]}"),
    )


schemathesis.openapi.format("ipv4-prefix", prefixes(ipaddress.IPv4Network, 30))
schemathesis.openapi.format("ipv6-prefix", prefixes(ipaddress.IPv6Network, 126))
schemathesis.openapi.format("endpoint", endpoints())
# No domain of the Internet ends with a digit.
schemathesis.openapi.format(
    "network-name",
    st.one_of(
        st.just("harbor"),
        st.tuples(st.text(LETTERS, min_size=1, max_size=11), st.sampled_from(string.digits)).map("".join),
    ),
)
# Characters that show something, so that not all are blank.
schemathesis.openapi.format(
    "display-name",
    st.text(
        st.characters(codec="utf-8", exclude_categories=("C", "Z", "M")), min_size=1, max_size=100
    ),
)

schemathesis.openapi.format(
    "interface-name", st.text(LETTERS, min_size=1, max_size=11).map(lambda text: f"nm-{text}")
)
schemathesis.openapi.format("shell-command", st.text(LETTERS + " ", max_size=100).map(lambda text: f"true {text}"))
schemathesis.openapi.format(
    "time-to-come",
    st.datetimes(min_value=datetime.datetime(2100, 1, 1)).map(lambda time: time.strftime("%Y-%m-%dT%H:%M:%SZ")),
)

schemathesis.openapi.format("record-name", st.text(LETTERS, min_size=1, max_size=40).map(lambda text: f"r{text}.x"))
schemathesis.openapi.format("dns-suffix", st.text(LETTERS, min_size=1, max_size=40).map(lambda text: f"s{text}.internal"))

# Fields of the head. Of those that have a pattern the tool takes texts of any form for right ones.
schemathesis.openapi.format(
    "entity-tag", st.one_of(st.just("*"), st.integers(0, 10**18).map(lambda number: f'"{number}"'))
)
schemathesis.openapi.format(
    "event-id",
    st.tuples(st.integers(0, 2**64 - 1), st.integers(0, 10**18)).map(lambda pair: f"{pair[0]:016x}-{pair[1]}"),
)
schemathesis.openapi.format(
    "server-event-id",
    st.tuples(st.integers(0, 10**17), st.integers(0, 10**13)).map(lambda pair: f"{pair[0]}-{pair[1]}"),
)
schemathesis.openapi.format("idempotency-key", st.uuids().map(str))
