import { expect, it } from "vitest";
import { composerOf } from "./composers";

const post = { text: "One & two", title: "Why", link: "", server: "https://moon.example" };

it("a composer opens with the words in it, where the network allows that", () => {
  expect(composerOf("x", post)).toBe("https://x.com/intent/post?text=One+%26+two");
  expect(composerOf("mastodon", post)).toBe("https://moon.example/share?text=One+%26+two");
  expect(composerOf("wordpress", post)).toContain("https://moon.example/wp-admin/post-new.php?post_title=Why");
  expect(composerOf("instagram", post)).toBe("https://www.instagram.com/");
});

it("a network that is not known, or a server without an address, opens nothing", () => {
  expect(composerOf("elsewhere", post)).toBeNull();
  expect(composerOf("mastodon", { ...post, server: "" })).toBeNull();
});
