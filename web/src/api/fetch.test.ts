// @vitest-environment node
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ApiError, onSignedOut, request, requestFile, requestPage } from "./fetch";

type Answer = (asked: IncomingMessage, answer: ServerResponse) => void;

let server: Server;
let answers: Record<string, Answer> = {};
let asked: { line: string; headers: IncomingMessage["headers"] }[] = [];

const json = (status: number, body: unknown): Answer => (_, answer) => {
  answer.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
};

beforeAll(async () => {
  server = createServer((incoming, answer) => {
    const line = `${incoming.method} ${incoming.url}`;
    asked.push({ line, headers: incoming.headers });
    (answers[line] ?? json(404, { errors: [] }))(incoming, answer);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const real = globalThis.fetch;
  // Outside a browser an address needs its host; everything else is the real fetch and a real server.
  globalThis.fetch = (input, init) => real(new URL(String(input), base), init);
  Object.assign(globalThis, { document: { documentElement: { lang: "ar" } } });
});

afterAll(() => {
  server.close();
});

beforeEach(() => {
  answers = {};
  asked = [];
  onSignedOut(() => undefined);
});

const refusal = { errors: [{ id: "1", status: "422", code: "channels.secrets", title: "Refused", detail: "The token is unknown.", remedy: "Make a new one.", source: { pointer: "/secrets/access_token" } }] };

describe("a call to the API", () => {
  it("gives the data, with parameters filled in and empty filters left out", async () => {
    answers["GET /api/v1/posts/a%2Fb?status=failed"] = json(200, { data: { id: "a/b" } });
    await expect(request("/posts/{id}", { path: { id: "a/b" }, query: { status: "failed", brand: undefined, page: "" } })).resolves.toEqual({ id: "a/b" });
    expect(asked[0]?.headers["accept-language"]).toBe("ar");
  });

  it("gives a list with its pagination", async () => {
    answers["GET /api/v1/posts"] = json(200, { data: [1], pagination: { page: 1, per_page: 20, total: 1, pages: 1 } });
    await expect(requestPage("/posts")).resolves.toMatchObject({ data: [1], pagination: { total: 1 } });
  });

  it("marks what changes something, and gives every order a key of its own", async () => {
    answers["POST /api/v1/posts/batch"] = json(201, { data: [] });
    await request("/posts/batch", { method: "POST", body: {} });
    await request("/posts/batch", { method: "POST", body: {} });
    expect(asked[0]?.headers["x-requested-with"]).toBe("heliograph");
    expect(asked[0]?.headers["idempotency-key"]).not.toBe(asked[1]?.headers["idempotency-key"]);
  });

  it("turns a refusal into what happened, what to do, and which field it is about", async () => {
    answers["POST /api/v1/channels"] = json(422, refusal);
    const error = await request("/channels", { method: "POST", body: {} }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 422, message: "The token is unknown.", remedy: "Make a new one.", fields: { "secrets.access_token": "The token is unknown." } });
  });

  it("sends a file as it is, and gives one as it came", async () => {
    let sent = "";
    answers["PUT /api/v1/styles/own/table?name=a.cube"] = (incoming, answer) => {
      incoming.on("data", (chunk: Buffer) => (sent += chunk.toString()));
      incoming.on("end", () => json(200, { data: { id: "own" } })(incoming, answer));
    };
    answers["GET /api/v1/styles/own/table"] = (_, answer) => void answer.writeHead(200, { "Content-Type": "text/plain" }).end("LUT_3D_SIZE 2");
    await request("/styles/{id}/table", { method: "PUT", path: { id: "own" }, query: { name: "a.cube" }, body: new Blob(["0 0 0"]) });
    expect([sent, asked[0]?.headers["content-type"]]).toEqual(["0 0 0", "application/octet-stream"]);
    await expect(requestFile("/styles/{id}/table", { path: { id: "own" } }).then((file) => file.text())).resolves.toBe("LUT_3D_SIZE 2");
    await expect(requestFile("/styles/{id}/table", { path: { id: "gone" } })).rejects.toBeInstanceOf(ApiError);
  });

  it("survives an answer that is no JSON", async () => {
    answers["GET /api/v1/home"] = (_, answer) => void answer.writeHead(502).end("<html>");
    await expect(request("/home")).rejects.toMatchObject({ status: 502, message: "The server answered 502." });
  });
});

describe("a session that has ended", () => {
  it("is renewed once for all calls that notice, which are then repeated", async () => {
    let isFresh = false;
    answers["POST /api/v1/auth/refresh"] = (incoming, answer) => {
      isFresh = true;
      json(200, { data: {} })(incoming, answer);
    };
    answers["GET /api/v1/me"] = (incoming, answer) => json(isFresh ? 200 : 401, isFresh ? { data: "Mira" } : { errors: [] })(incoming, answer);
    await expect(Promise.all([request("/me"), request("/me")])).resolves.toEqual(["Mira", "Mira"]);
    expect(asked.filter(({ line }) => line.includes("refresh"))).toHaveLength(1);
  });

  it("that cannot be renewed sends the person to sign in", async () => {
    let isOut = false;
    onSignedOut(() => {
      isOut = true;
    });
    answers["GET /api/v1/me"] = json(401, { errors: [] });
    answers["POST /api/v1/auth/refresh"] = json(401, { errors: [] });
    await expect(request("/me")).rejects.toMatchObject({ status: 401 });
    expect(isOut).toBe(true);
  });

  it("a wrong password is no ended session", async () => {
    answers["POST /api/v1/auth/login"] = json(401, { errors: [] });
    await expect(request("/auth/login", { method: "POST", body: {} })).rejects.toMatchObject({ status: 401 });
    expect(asked).toHaveLength(1);
  });
});
