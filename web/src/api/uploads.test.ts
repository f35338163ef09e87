// @vitest-environment node
import { afterEach, expect, it, vi } from "vitest";
import { metadataOf, uploadResumably } from "./uploads";

/** A server that keeps what arrives, and breaks the connection on the calls that are named. */
function serverThat(breaksOn: readonly number[], refuses?: Response) {
  const seen: string[] = [];
  let kept = "";
  let patches = 0;
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => {
    seen.push(`${init.method} ${address}`);
    const headers = init.headers as Record<string, string>;
    if (init.method === "POST") return new Response("{}", { status: 201, headers: { Location: "/api/v1/assets/uploads/u1" } });
    if (init.method === "HEAD") return new Response(null, { headers: { "Upload-Offset": String(kept.length) } });
    patches += 1;
    if (breaksOn.includes(patches)) throw new TypeError("network");
    if (refuses) return refuses;
    expect(Number(headers["Upload-Offset"])).toBe(kept.length);
    kept += await (init.body as Blob).text();
    return new Response(null, { status: 204, headers: { "Upload-Offset": String(kept.length), "Heliograph-Asset": "a1" } });
  });
  return { seen, kept: () => kept };
}

afterEach(() => vi.unstubAllGlobals());

const order = () => ({ file: new File(["hello"], "صورة.png"), onProgress: () => undefined, signal: new AbortController().signal, pause: async () => undefined });

it("after a break it asks what has arrived and goes on from there", async () => {
  const server = serverThat([1]);
  expect(await uploadResumably(order())).toBe("a1");
  expect(server.kept()).toBe("hello");
  expect(server.seen).toEqual(["POST /api/v1/assets/uploads", "PATCH /api/v1/assets/uploads/u1", "HEAD /api/v1/assets/uploads/u1", "PATCH /api/v1/assets/uploads/u1"]);
});

it("a refusal is not tried again", async () => {
  const server = serverThat([], new Response(JSON.stringify({ errors: [{ detail: "Not a picture." }] }), { status: 422 }));
  await expect(uploadResumably(order())).rejects.toThrow("Not a picture.");
  expect(server.seen.filter((one) => one.startsWith("PATCH"))).toHaveLength(1);
});

it("names in any script travel whole", () => {
  const [name, value] = metadataOf({ filename: "صورة.png", folder_id: undefined }).split(" ") as [string, string];
  expect(name).toBe("filename");
  expect(new TextDecoder().decode(Uint8Array.from(atob(value), (one) => one.charCodeAt(0)))).toBe("صورة.png");
});
