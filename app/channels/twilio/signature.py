"""The provider's request signature: made for the simulator, checked for every webhook.

The rule is Twilio's: https://www.twilio.com/docs/usage/security#validating-requests. A webhook rule may have them signed
with a shared key, and with SHA-256 in place of SHA-1: https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys.
The header that names that key and hash is not signed itself, so it decides nothing: the signature's length tells the hash.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import parse_qs

Params = Sequence[tuple[str, str]]

_AUTHORITY = re.compile(r"^(https?)://([^/?#]*)", re.IGNORECASE)
_PORT = re.compile(r":\d+$")
_DEFAULT_PORTS = {"http": "80", "https": "443"}
# Some signers escape these in a query even where the configured URL has them bare.
_LEGACY_QUERY = str.maketrans({mark: f"%{ord(mark):02X}" for mark in "!'()*"})


_DIGESTS = {28: "sha1", 44: "sha256"}
"""By the length of a signature in base64."""


def sign(url: str, params: Params, token: str, *, digest: str = "sha1") -> str:
    """The signature of a form posted to exactly this URL, as the `X-Twilio-Signature` header carries it.

    Pairs are taken once each and sorted by key, then value: code points sort as their UTF-8 bytes do.
    """
    pairs = "".join(key + value for key, value in sorted(set(params)))
    # Lone surrogates can stand in a body; they must give a wrong signature, never an exception.
    signed = (url + pairs).encode("utf-8", "surrogatepass")
    return b64encode(hmac.digest(token.encode(), signed, digest)).decode("ascii")


def valid(
    url: str,
    params: Params,
    signature: str | None,
    tokens: Iterable[str],
    *,
    body: bytes | None = None,
) -> bool:
    """Whether one of the tokens or shared keys signed this request; False, never an exception, for anything else.

    `url` is the public URL as configured at the provider. `body` is the raw body of a JSON request,
    None for a form: then the URL alone is signed and its `bodySHA256` must match.
    """
    digest = _DIGESTS.get(len(signature or ""))
    if signature is None or digest is None:
        return False
    address = url.partition("#")[0]  # connection settings ride in the fragment and are not signed
    if body is not None and not _body_matches(address, body):
        return False
    given = signature.encode("utf-8", "surrogatepass")
    pairs = params if body is None else ()
    keys = [token for token in tokens if token]
    return any(
        hmac.compare_digest(sign(variant, pairs, token, digest=digest).encode("ascii"), given)
        for variant in _variants(address)
        for token in keys
    )


def _body_matches(url: str, body: bytes) -> bool:
    expected = parse_qs(url.partition("?")[2]).get("bodySHA256", [""])[0]
    actual = hashlib.sha256(body).hexdigest()
    return hmac.compare_digest(expected.encode("utf-8", "surrogatepass"), actual.encode("ascii"))


def _variants(url: str) -> Iterator[str]:
    """The URL as given, then the other spellings that the provider is known to sign."""
    yield url
    other = _other_port(url)
    if other:
        yield other
    path, mark, query = url.partition("?")
    legacy = path + mark + query.translate(_LEGACY_QUERY)
    if legacy != url:
        yield legacy


def _other_port(url: str) -> str:
    """The URL without its port, or with its scheme's own port when it has none."""
    match = _AUTHORITY.match(url)
    if match is None:
        return ""
    scheme, authority = match.groups()
    bare = _PORT.sub("", authority)
    if bare == authority:
        bare = f"{authority}:{_DEFAULT_PORTS[scheme.lower()]}"
    return f"{scheme}://{bare}{url[match.end() :]}"
