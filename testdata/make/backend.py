"""What stands behind the gateway: orders that can be listed and taken, one that fails, and a report that takes too long."""

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ORDERS = [{"id": i, "line": line, "amount": amount, "paid": paid}
          for i, line, amount, paid in ((15, "tea", 2, True), (16, "ink 墨", 1, False), (17, "paper", 500, True))]
FAILURE = {
    "error": {"code": "stock-unreachable", "message": "the stock of order 17 could not be read", "retry": True},
    "tried": [{"host": "stock-1", "after_ms": 150, "reason": "timeout"}, {"host": "stock-2", "after_ms": 200, "reason": "timeout"}],
    "order": 17,
}


class Backend(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/api/orders":
            self.answer(200, {"orders": ORDERS, "next": None})
        elif self.path == "/api/orders/17":
            time.sleep(0.35)
            self.answer(500, FAILURE)
        elif self.path == "/api/report":
            time.sleep(2)  # the gateway gives up meanwhile
        else:
            self.answer(404, {"error": {"code": "unknown"}})

    def do_POST(self):
        order = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        time.sleep(0.02)
        self.answer(201, {"id": 18, **order, "paid": False})

    def answer(self, status, value):
        body = json.dumps(value, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

    def version_string(self):
        return "orders"

    def date_time_string(self, timestamp=None):
        return "Tue, 14 Nov 2023 22:13:20 GMT"


ThreadingHTTPServer.daemon_threads = True
ThreadingHTTPServer((sys.argv[1], int(sys.argv[2])), Backend).serve_forever()
