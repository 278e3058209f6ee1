"""Real servers of data on loopback, each in a folder of its own."""

from pathlib import Path

from fakes.wire.certificates import authority


def certificate_files(folder: Path, name: str) -> tuple[Path, Path]:
    """Key and certificate of a host, by the throw-away authority of this process, as PEM files."""
    issued = authority().issue_cert(name)
    key, chain = folder / "key.pem", folder / "certificate.pem"
    issued.private_key_pem.write_to_path(key)
    chain.write_bytes(b"".join(one.bytes() for one in issued.cert_chain_pems))
    for one in (key, chain):
        one.chmod(0o644)
    return key, chain
