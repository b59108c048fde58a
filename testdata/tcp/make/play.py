"""Plays one situation: play.py CLIENT-NAMESPACE SERVER-NAMESPACE NAME.

Says at the end in which states the kernel's own sockets are, which a capture can only infer."""

import sys

import bytesent
import closing
import opening
import resetting
import reusing
from ends import End, wait

client, server = End(sys.argv[1], "10.30.0.1", "fd00:30::1"), End(sys.argv[2], "10.30.0.2", "fd00:30::2")
name = sys.argv[3].replace("-", "_")
part = next(m for m in (opening, closing, resetting, reusing, bytesent) if hasattr(m, name))
getattr(part, name)(client, server)
wait(100)
print(f"{sys.argv[3]}: kernel: client {client.states()}, server {server.states()}", flush=True)
for end in (client, server):
    end.vanish()  # or what this process leaves open would be closed, and captured
