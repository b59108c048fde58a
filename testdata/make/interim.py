"""A server of interim responses, made of Python's http.server; it reads a request to its end before the last response.

interim.py DIR ADDRESS PORT."""

import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

root, address, port = sys.argv[1:]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def interim(self, status, reason, *fields):
        self.send_response_only(status, reason)
        for name, value in fields:
            self.send_header(name, value)
        self.end_headers()

    def answer(self, status, body=b""):
        self.send_response(status)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.interim(103, "Early Hints", ("Link", "</site.css>; rel=preload; as=style"))
        self.interim(103, "Early Hints", ("Link", "</app.js>; rel=preload; as=script"), ("Link", "</logo.png>; rel=preload; as=image"))
        with open(os.path.join(root, self.path[1:]), "rb") as f:
            self.answer(200, f.read())

    def do_PUT(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/slow":
            self.interim(102, "Processing")
            self.interim(104, "Upload Resumption Supported", ("Upload-Draft-Interop-Version", "6"))
        self.answer(201)

    do_POST = do_PUT

    def handle_expect_100(self):
        """Refuses on two paths and on one of them goes on to the next request, although no body has come."""
        if self.path not in ("/strict", "/strict/close"):
            return super().handle_expect_100()
        self.close_connection = self.path == "/strict/close"
        self.answer(417)
        return False

    def version_string(self):
        return "interim"

    def log_message(self, *args):
        pass


ThreadingHTTPServer((address, int(port)), Handler).serve_forever()
