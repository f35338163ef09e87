import { createHash } from "node:crypto";

// Just enough of RFC 6455 to push short text frames to a browser.
const MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const sockets = new Set();

export function upgrade(request, socket) {
  const accept = createHash("sha1").update(request.headers["sec-websocket-key"] + MAGIC).digest("base64");
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  sockets.add(socket);
  socket.on("close", () => sockets.delete(socket));
  socket.on("error", () => sockets.delete(socket));
}

export function push(event, ids = {}) {
  const text = Buffer.from(JSON.stringify({ event, ids }));
  const head = text.length < 126 ? Buffer.from([0x81, text.length]) : Buffer.from([0x81, 126, text.length >> 8, text.length & 255]);
  for (const socket of sockets) socket.write(Buffer.concat([head, text]));
}
