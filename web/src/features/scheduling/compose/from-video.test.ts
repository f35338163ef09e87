import { expect, it } from "vitest";
import type { Asset, Channel, Content, Platform } from "@/api/types";
import { channelsFor, draftFrom, kindFor } from "./from-video";

const platform = (id: string, kinds: string[]) => ({ id, kinds }) as unknown as Platform;
const channel = (id: string, on: string) => ({ id, platform: on }) as Channel;
const platforms = [platform("instagram", ["image", "reel"]), platform("mastodon", ["image", "video"]), platform("bluesky", ["image"])];
const instagram = channel("i", "instagram");
const mastodon = channel("m", "mastodon");

it("an upright video is a reel where channels take reels, and a video elsewhere", () => {
  expect(kindFor("9:16", [mastodon, channel("m2", "mastodon"), instagram], platforms)).toBe("reel");
  expect(kindFor("9:16", [mastodon], platforms)).toBe("video");
  expect(kindFor("16:9", [instagram], platforms)).toBe("video");
});

it("channels that take films under either name are chosen, others are not", () => {
  expect(channelsFor("video", [instagram, mastodon, channel("b", "bluesky")], platforms)).toEqual(["i", "m"]);
});

it("the writer begins with the file and the words of its piece", () => {
  const asset = { id: "a", title: "", mime: "video/mp4", alt: "Says it" } as Asset;
  const piece = { id: "p", text: "Pay the bill.", hashtags: ["pisces", "#daily"] } as Content;
  const draft = draftFrom({ aspect: "9:16", title: "The long plan", asset, poster: "/cover.jpg", piece, fitted: [{ channel_id: "i", text: "Pay the bill.\n\n#pisces #daily" }, { channel_id: "m", text: "Pay it." }] }, "reel");
  expect(draft).toMatchObject({ kind: "reel", title: "The long plan", media: [{ asset, state: "ready", name: "The long plan", alt: "Says it", poster: "/cover.jpg" }] });
  expect(draft.text).toBe("Pay the bill.\n\n#pisces #daily");
  expect(draft.film).toEqual({ content: "p", asset: "a" });
  expect(draft.own).toEqual({ m: "Pay it." });
});
