#!/usr/bin/env python3
"""Verify an exported trail without the product: needs Python 3.11 and the package `cryptography`, nothing else.

    python verify_trail.py trail.jsonl [--head checkpoint.json] [--key HEX]

trail.jsonl comes from `jiedui trail export`; checkpoint.json is a head kept from earlier (`jiedui trail head`); --key is
the public key (64 hexadecimal digits) as handed over on another way. Exit code 0: everything holds; 1: it does not.
The formats are in docs/reference/trail.md.
"""

import argparse
import hashlib
import json
import struct
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "jiedui trail head 1"
ENTRY = struct.Struct(">BQQqcii32s32s")


def leaf_hash(line: dict) -> bytes:
    changes = bytes(32) if line["changes"] is None else bytes.fromhex(line["changes"])
    digest = bytes.fromhex(line["digest"])
    if len(digest) != 32 or len(changes) != 32:
        raise ValueError("a digest has 32 bytes")
    packed = ENTRY.pack(
        1,
        line["seq"],
        line["event"],
        line["row_id"],
        line["action"].encode(),
        -1 if line["sheet"] is None else line["sheet"],
        -1 if line["row"] is None else line["row"],
        digest,
        changes,
    )
    return hashlib.sha256(b"\0" + packed + line["ledger"].encode()).digest()


class Tree:
    """The roots of the complete subtrees by height (RFC 9162, section 2.1)."""

    def __init__(self) -> None:
        self.size = 0
        self.peaks: dict[int, bytes] = {}

    def append(self, node: bytes) -> None:
        height = 0
        while height in self.peaks:
            node = hashlib.sha256(b"\1" + self.peaks.pop(height) + node).digest()
            height += 1
        self.peaks[height] = node
        self.size += 1

    def root(self) -> bytes:
        node = None
        for height in sorted(self.peaks):
            peak = self.peaks[height]
            node = peak if node is None else hashlib.sha256(b"\1" + peak + node).digest()
        return node or hashlib.sha256(b"").digest()


def holds(key: str, id: int, size: int, root: str, at: str, signature: str) -> bool:
    message = f"{FORMAT}\n{id}\n{size}\n{root}\n{at}\n".encode()
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def verify(path: str, point: dict | None, key: str | None) -> list[str]:
    """The problems found, in Chinese; none when everything holds."""
    problems: list[str] = []
    tree, heads, last, wrong = Tree(), 0, 0, False
    with open(path, encoding="utf-8") as file:
        start = json.loads(file.readline())
        if start.get("format") != FORMAT:
            return ["文件不是本程序能够核验的存证导出。"]
        stated = start["public_key"]
        if key and key.lower() != stated:
            problems.append("文件中的公钥与给定的公钥不同。")
        key = key or (point["public_key"] if point else stated)
        if point:
            if not holds(key, *(point[name] for name in ("id", "size", "root", "at", "signature"))):
                problems.append("检查点的签名不符。")
            if point["public_key"] != stated:
                problems.append("检查点的公钥与文件中的公钥不同。")
        else:
            point = {"size": 0}
        for number, text in enumerate(file, 2):
            try:
                line = json.loads(text)
                if "seq" in line:
                    if line["seq"] != tree.size + 1:
                        problems.append(f"存证应为第 {tree.size + 1} 条，实际为第 {line['seq']} 条。")
                        return problems
                    tree.append(leaf_hash(line))
                    if tree.size == point["size"] and tree.root().hex() != point["root"]:
                        problems.append(f"前 {tree.size} 条存证与检查点的树根不符。")
                    continue
                id, size, root = line["head"], line["size"], line["root"]
                signed = holds(key, id, size, root, line["at"], line["signature"])
            except (ValueError, KeyError, TypeError, AttributeError, struct.error):
                return [*problems, f"第 {number} 行无法读取。"]
            if id != heads + 1 or size <= last:
                problems.append(f"存证头 {id} 与前一个不连续。")
            if not signed:
                problems.append(f"存证头 {id} 的签名不符。")
            if size != tree.size:
                problems.append(f"存证头 {id} 记有 {size} 条，文件中有 {tree.size} 条。")
            elif tree.root().hex() != root and not wrong:
                wrong = True
                problems.append(f"存证第 {last + 1} 至 {size} 条与存证头 {id} 的树根不符。")
            heads, last = id, size
    if tree.size != last:
        problems.append(f"末尾 {tree.size - last} 条存证没有存证头。")
    if tree.size < point["size"]:
        problems.append(f"检查点记有 {point['size']} 条存证，文件中只有 {tree.size} 条。")
    if not problems:
        print(f"存证完好：{tree.size} 条存证、{heads} 个存证头全部相符，公钥 {key}。")
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description="独立核验结对平台导出的存证")
    parser.add_argument("file", help="jiedui trail export 导出的文件")
    parser.add_argument("--head", help="以前保存的检查点（jiedui trail head 的输出）")
    parser.add_argument("--key", help="另行取得的公钥（64 位十六进制）")
    given = parser.parse_args()
    point = None
    if given.head:
        with open(given.head, encoding="utf-8") as file:
            point = json.load(file)
    problems = verify(given.file, point, given.key)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
