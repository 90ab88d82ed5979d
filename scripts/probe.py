"""Ask the web process of this machine whether it is alive, under the name the public uses.

For the health check of a container: exit 0 or 1. Django answers only to the names in ALLOWED_HOSTS.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit


def main(path: str = "/healthz") -> int:
    """0 when the process answers 200."""
    port = int(os.environ.get("WEB_BIND", "127.0.0.1:8000").rpartition(":")[2])
    host = urlsplit(os.environ.get("PUBLIC_BASE_URL", "")).netloc or "127.0.0.1"
    asked = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asked.request("GET", path, headers={"Host": host})
        return 0 if asked.getresponse().status == 200 else 1
    except (OSError, HTTPException):
        return 1
    finally:
        asked.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
