"""The licences of what is compiled into the program: of every crate, and of the grammars that colour code."""

import json
import re
import struct
import subprocess
import zlib
from pathlib import Path

NAMES = re.compile(r"(licen[cs]e|copying|notice|unlicense|copyright)", re.IGNORECASE)
# They ask for nothing, not even for their text.
FREE = {"0BSD", "CC0-1.0", "Unlicense"}


def of_crates(target, folder):
    """A list of the crates that a program for `target` is made of, and their licences, each text once. Those that crates with
    no text of their own name are taken from `folder`."""
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", target]
    metadata = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    root = metadata["resolve"]["root"]
    used, ahead = set(), [root]
    while ahead:
        at = ahead.pop()
        if at not in used:
            used.add(at)
            ahead += [to["pkg"] for to in nodes[at]["deps"] if any(kind["kind"] != "dev" for kind in to["dep_kinds"])]
    crates = sorted((packages[at] for at in used - {root}), key=lambda crate: (crate["name"], crate["version"]))
    texts = {}
    for crate in crates:
        for text in own_texts(crate) or [named_text(crate, folder)]:
            texts.setdefault(" ".join(text.split()), (text.strip(), []))[1].append(name(crate))
    lines = [f"{name(crate)}: {crate['license'] or 'see its text'}  {crate['repository'] or ''}".rstrip() for crate in crates]
    return "\n".join(lines) + "\n\n" + sections((users, text) for text, users in texts.values())


def name(crate):
    return f"{crate['name']} {crate['version']}"


def own_texts(crate):
    folder = Path(crate["manifest_path"]).parent
    files = {path for path in folder.iterdir() if NAMES.match(path.name)}
    files |= {path for inner in files if inner.is_dir() for path in inner.iterdir()}
    if crate["license_file"]:
        files.add((folder / crate["license_file"]).resolve())
    return [path.read_text("utf-8", "replace") for path in sorted(files) if path.is_file() and path.suffix not in (".rs", ".html")]


def named_text(crate, folder):
    """What stands for the text that a crate has left out: that of a licence that it names, with its authors."""
    names = set(re.findall(r"[\w.-]+", crate["license"] or ""))
    if "Apache-2.0" in names:
        return (folder / "LICENSE-APACHE").read_text("utf-8")
    if "MIT" in names:
        holders = "Copyright (c) " + ", ".join(crate["authors"])
        return re.sub(r"^Copyright.*$", holders, (folder / "LICENSE-MIT").read_text("utf-8"), flags=re.MULTILINE)
    if names & FREE:
        return f"{crate['license']}: free for any use."
    raise SystemExit(f"{name(crate)} has no text of its licence ({crate['license']}): say in .ci/licences.py where it is")


def of_grammars(target):
    """The licences of the grammars that the crate `two-face` holds, as it tells them: a list of type, text and path in bincode."""
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", target]
    packages = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)["packages"]
    [crate] = [package for package in packages if package["name"] == "two-face"]
    listing = Path(crate["manifest_path"]).parent / "generated/acknowledgements_full.bin"
    data = zlib.decompress(listing.read_bytes())
    count, at, found = struct.unpack_from("<Q", data)[0], 8, []
    for _ in range(count):
        text, at = read_text(data, at + 4)
        path, at = read_text(data, at)
        found.append(([path], text))
    return sections(found)


def read_text(data, at):
    end = at + 8 + struct.unpack_from("<Q", data, at)[0]
    return data[at + 8 : end].decode(), end


def sections(parts):
    return "\n".join(f"{'=' * 78}\n{', '.join(users)}\n{'-' * 78}\n{text.strip()}\n" for users, text in parts)
