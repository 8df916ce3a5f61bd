"""Merges a fragment of YAML into a configuration: merge-yaml.py PLACE.

Standard input is a JSON list of both texts. PLACE is a path like `http.routers` or
`listeners[0].filter_chains`; what is missing of it is made; empty, it is the whole document.
Mappings are merged. An item of a list that has a `name`, a `match` or an `upgrade_type` takes the place
of the one with the same, else it goes in front. All else is replaced.
"""

import json
import re
import sys

import yaml


def identity(item):
    if isinstance(item, dict):
        for key in ("name", "match", "upgrade_type"):
            if key in item:
                return key, json.dumps(item[key], sort_keys=True)
    return None


def merged(old, new):
    if isinstance(old, dict) and isinstance(new, dict):
        return old | {key: merged(old.get(key), value) for key, value in new.items()}
    if isinstance(old, list) and isinstance(new, list) and all(map(identity, new)):
        replaced = {identity(item): item for item in new}
        kept = [replaced.pop(identity(item), item) for item in old]
        return list(replaced.values()) + kept
    return new


def merged_at(place, old, new):
    if not place:
        return merged(old, new)
    step, rest = place[0], place[1:]
    if step.isdigit():
        old[int(step)] = merged_at(rest, old[int(step)], new)
        return old
    old = old or {}
    return old | {step: merged_at(rest, old.get(step), new)}


# A placeholder like @PORT@ can't stand in YAML as it is.
texts = [re.sub(r"@([A-Z][A-Z_]*(:[a-z0-9-]+)?)@", r"<<\1>>", text) for text in json.load(sys.stdin)]
configuration, fragment = map(yaml.safe_load, texts)
if fragment is None:
    sys.exit("the fragment is empty")
place = re.findall(r"[^.\[\]]+", sys.argv[1])
result = yaml.safe_dump(merged_at(place, configuration, fragment), sort_keys=False, width=1000)
print(re.sub(r"<<([A-Z][A-Z_]*(:[a-z0-9-]+)?)>>", r"@\1@", result), end="")
