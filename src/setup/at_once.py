"""What a kernel says goes to the page at once.

A connection waits for the receipt of a small packet before it sends the next (Nagle 1984, RFC 896), and a browser gives its receipts up to 40 ms
late (RFC 1122, 4.2.3.2). A kernel says 'busy', which is small, and then what has changed: so every answer to a drag came 40 ms late.
"""

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class Connection(ZMQChannelsWebsocketConnection):
    def connect(self):
        self.websocket_handler.set_nodelay(True)
        return super().connect()
