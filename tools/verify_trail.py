#!/usr/bin/env python3
"""Verify an exported trail without the product: needs Python 3.11 and the package `cryptography`, nothing else.

    python verify_trail.py trail.jsonl [--head checkpoint.json] [--key HEX]
    python verify_trail.py row.json [--key HEX]

trail.jsonl comes from `jiedui trail export`; checkpoint.json is a head kept from earlier (`jiedui trail head`); row.json is
the proof of one record, downloaded from its page; --key is the public key (64 hexadecimal digits) as handed over on
another way. Exit code 0: everything holds; 1: it does not.
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
ROW_FORMAT = "jiedui row proof 1"
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


def root_from(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """The root to which a leaf and its siblings lead (RFC 9162, section 2.1.3.2); None where they do not fit."""
    if not 0 <= index < size:
        return None
    at, last, node = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            node = hashlib.sha256(b"\1" + sibling + node).digest()
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            node = hashlib.sha256(b"\1" + node + sibling).digest()
        at, last = at >> 1, last >> 1
    return node if last == 0 else None


def verify_row(proof: dict, point: dict | None, key: str | None) -> list[str]:
    """The problems of the proof of one record, in Chinese; none when it holds."""
    problems: list[str] = []
    try:
        entry, head = proof["entry"], proof["head"]
        given = [key, point["public_key"] if point else None]
        if any(one and one.lower() != head["public_key"] for one in given):
            problems.append("证明中的公钥与给定的公钥不同。")
        if not holds(head["public_key"], *(head[name] for name in ("id", "size", "root", "at", "signature"))):
            problems.append("存证头的签名不符。")
        if point and point["size"] == head["size"] and point["root"] != head["root"]:
            problems.append("存证头与检查点的树根不符。")
        path = [bytes.fromhex(node) for node in proof["path"]]
        root = root_from(leaf_hash(entry), entry["seq"] - 1, head["size"], path)
        if root is None or root.hex() != head["root"]:
            problems.append(f"第 {entry['seq']} 条存证不在这棵树里：存证或证明被改动。")
        facts = proof.get("facts")
        if facts is not None:
            digest = hashlib.sha256(bytes.fromhex(facts["salt"]) + facts["text"].encode()).hexdigest()
            named = facts["text"].startswith(f"{entry['ledger']}:{entry['row_id']}:")
            if digest != entry["digest"] or not named:
                problems.append("记录内容与存证的摘要不符：内容被改动。")
    except (ValueError, KeyError, TypeError, AttributeError, struct.error):
        return ["证明的内容不完整，无法核验。"]
    if not problems:
        said = "内容与存证一致" if proof.get("facts") is not None else "未附内容，只核验存证"
        print(
            f"证明成立：台账 {entry['ledger']} 第 {entry['row_id']} 号记录，存证第 {entry['seq']} 条，"
            f"在 {head['size']} 条存证的树中（{head['at']}），{said}，公钥 {head['public_key']}。"
        )
    return problems


def row_proof(path: str) -> dict | None:
    """The proof of one record in the file, or None where the file is an exported trail."""
    with open(path, encoding="utf-8") as file:
        start = file.read(400)
        if ROW_FORMAT not in start:
            return None
        try:
            return json.loads(start + file.read())
        except ValueError:
            return {}


def main() -> int:
    parser = argparse.ArgumentParser(description="独立核验结对平台导出的存证")
    parser.add_argument("file", help="jiedui trail export 导出的文件，或记录页上下载的证明")
    parser.add_argument("--head", help="以前保存的检查点（jiedui trail head 的输出）")
    parser.add_argument("--key", help="另行取得的公钥（64 位十六进制）")
    given = parser.parse_args()
    point = None
    if given.head:
        with open(given.head, encoding="utf-8") as file:
            point = json.load(file)
    proof = row_proof(given.file)
    problems = verify_row(proof, point, given.key) if proof is not None else verify(given.file, point, given.key)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
