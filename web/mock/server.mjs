// Development only: serves fixtures of the API and, when it was built, the dashboard itself.
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { push, upgrade } from "./live.mjs";
import { picture } from "./pictures.mjs";
import { routes } from "./routes.mjs";
import { signs } from "./signs.mjs";

const built = fileURLToPath(new URL("../../src/heliograph/apps/api/dashboard", import.meta.url));
const mimes = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".woff": "font/woff" };
const port = Number(process.env.MOCK_PORT ?? 8000);
const mode = process.env.MOCK_MODE ?? "full"; // full, empty, error or slow

function matched(method, path) {
  for (const [verb, template, answer, kind] of routes) {
    if (verb !== method) continue;
    const found = path.match(new RegExp(`^${template.replace(":id", "([^/]+)")}$`));
    if (found) return { answer, kind, id: found[1] };
  }
  return null;
}

const emptied = (value, kind) => {
  if (kind === "page") return { data: [], pagination: { page: 1, per_page: 20, total: 0, pages: 1 } };
  if (Array.isArray(value)) return [];
  if (value?.loop) return { today: [], needs_you: [], going_out: [], coming_back: [], loop: { facts: 0, content_made: 0, scheduled: 0, published: 0, numbers_read: 0 }, coach: false };
  return value;
};

async function read(request) {
  let text = "";
  for await (const part of request) text += part;
  return text ? JSON.parse(text) : {};
}

async function api(request, response, url) {
  const path = url.pathname.slice("/api/v1".length);
  const signedIn = (request.headers.cookie ?? "").includes("mock=1");
  const json = (status, body) => {
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(JSON.stringify(body));
  };
  const meta = { request_id: "mock", timestamp: new Date().toISOString() };
  const refuse = (status, code, title, detail, remedy, pointer) => json(status, { errors: [{ id: "1", status, code, title, detail, remedy, source: pointer ? { pointer } : null }], meta });
  const found = matched(request.method, path);
  if (!found) return refuse(404, "app.not_found", "Not found", `Nothing at ${path}.`, "Check the address.");
  if (!signedIn && !path.startsWith("/auth")) return refuse(401, "workspaces.signed_out", "Not signed in", "The session has ended.", "Sign in again.");
  const isShell = path === "/me" || path.startsWith("/auth");
  if (mode === "slow" && !isShell) await new Promise((done) => setTimeout(done, 60_000));
  if (mode === "error" && !isShell) return refuse(503, "database.away", "The database does not answer", "PostgreSQL has not answered for 10 seconds; nothing was lost.", "Run heliograph doctor on the machine, or wait a minute and try again.");
  try {
    let value = found.answer({ id: found.id, query: url.searchParams, body: await read(request), signedIn });
    if (mode === "empty" && request.method === "GET" && !isShell) value = emptied(value, found.kind);
    if (found.kind === "session") response.setHeader("Set-Cookie", "mock=1; Path=/; HttpOnly; SameSite=Strict");
    if (found.kind === "end") response.setHeader("Set-Cookie", "mock=; Path=/; Max-Age=0");
    if (value === null) return response.writeHead(204).end();
    return json(200, found.kind === "page" ? { ...value, meta } : { data: value, meta });
  } catch (error) {
    return refuse(error.status ?? 500, error.code ?? "app.error", error.title ?? "Broken", error.detail ?? String(error.stack), error.remedy ?? "", error.pointer);
  }
}

function file(response, path) {
  const wanted = normalize(join(built, path));
  const known = wanted.startsWith(built) && extname(path) && existsSync(wanted) ? wanted : join(built, "index.html");
  response.writeHead(200, { "Content-Type": mimes[extname(known)] ?? "application/octet-stream" });
  createReadStream(known).pipe(response);
}

const server = createServer((request, response) => {
  const url = new URL(request.url, `http://127.0.0.1:${port}`);
  if (url.pathname.startsWith("/api/v1/")) return void api(request, response, url);
  if (url.pathname === "/health") return void response.writeHead(200, { "Content-Type": "application/json" }).end('{"status":"ok","version":"0.1.0"}');
  if (url.pathname.startsWith("/media/")) {
    const [, , sign, name] = url.pathname.split("/");
    response.writeHead(200, { "Content-Type": "image/svg+xml", "Cache-Control": "max-age=3600" });
    return void response.end(picture(signs.find((one) => one.id === sign), name.replace(".svg", "")));
  }
  return file(response, url.pathname);
});
server.on("upgrade", upgrade);
server.listen(port, "127.0.0.1", () => process.stdout.write(`Mock API on http://127.0.0.1:${port} (${mode}); password: heliograph\n`));
setInterval(() => push("analytics.numbers_read"), 8000);
