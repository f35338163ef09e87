import { expect, it } from "vitest";
import type { Platform } from "@/api/types";
import { addressOf, asksName, hasManyServers, needsAppKeys, sandboxKeysOf } from "./connect-place";

const x = { id: "x", default_base_url: "https://api.x.com", sandbox_url: "http://127.0.0.1:8001/x", sign_in: { needs_app: true } } as Platform;

it("a connection begins at the network or at the sandbox, as chosen", () => {
  expect(addressOf(x, "network")).toBe("https://api.x.com");
  expect(addressOf(x, "sandbox")).toBe("http://127.0.0.1:8001/x");
});

it("the sandbox's keys stand on its own page, not below the network", () => {
  expect(sandboxKeysOf(x)).toBe("http://127.0.0.1:8001/keys/x");
});

it("keys of an app are asked for only where the network needs them and none are kept", () => {
  expect(needsAppKeys(x, "network", false)).toBe(true);
  expect(needsAppKeys(x, "network", true)).toBe(false);
  expect(needsAppKeys(x, "sandbox", false)).toBe(false);
});

it("a name is asked for only where a consent begins with it", () => {
  expect(asksName({ id: "bluesky" }, "network")).toBe(true);
  expect(asksName({ id: "bluesky" }, "sandbox")).toBe(false);
  expect(asksName(x, "network")).toBe(false);
});

it("only networks with servers of their own ask for an address", () => {
  expect(hasManyServers({ id: "mastodon" })).toBe(true);
  expect(hasManyServers(x)).toBe(false);
});
