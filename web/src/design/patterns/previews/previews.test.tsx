import { fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { PostPreview } from "./post-preview";

const text = "The room turns before you speak.\n\nSpend it on one person.\n\n#Leo #Moon";
const picture = { url: "/leo.png", alt: "A lion", mime: "image/png" };
const shown = { label: "Preview", name: "Zodiac Daily", handle: "zodiac.daily", media: [picture], time: "2h", text };
const networks = ["bluesky", "discord", "facebook", "instagram", "linkedin", "mastodon", "pinterest", "reddit", "telegram", "threads", "tiktok", "wordpress", "x", "youtube"];

describe("a preview", () => {
  it("on Instagram hides what follows the second line until more is asked for", () => {
    render(<PostPreview platform="instagram" {...shown} />);
    expect(screen.queryByText(/Spend it/)).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: /more/ }));
    expect(screen.getByText(/Spend it/)).toBeDefined();
    expect(screen.getByText("#Moon").className).toContain("net-link");
  });

  it("on Mastodon lifts the hashtags below the picture and shows the whole text", () => {
    render(<PostPreview platform="mastodon" {...shown} />);
    expect(screen.getByText(/Spend it/)).toBeDefined();
    expect(screen.getByText("#Leo").closest("p")?.textContent).toBe("#Leo#Moon");
  });

  it("on Bluesky says that the picture has a description", () => {
    render(<PostPreview platform="bluesky" {...shown} />);
    expect(screen.getByText("ALT")).toBeDefined();
    expect(screen.getByAltText("A lion")).toBeDefined();
  });

  it("without a picture Instagram says what is missing", () => {
    render(<PostPreview platform="instagram" {...shown} media={[]} />);
    expect(screen.getByText(/nothing without a picture/)).toBeDefined();
  });

  it.each(networks)("%s has a look of its own and shows the picture", (platform) => {
    const { container } = render(<PostPreview platform={platform} {...shown} title="A title" />);
    expect(container.querySelector("article")?.dataset["network"]).toBe(platform);
    expect(container.querySelector('img[src="/leo.png"]')).not.toBeNull();
  });

  it("Reddit and YouTube lead with the title", () => {
    for (const platform of ["reddit", "youtube"]) {
      const { unmount } = render(<PostPreview platform={platform} {...shown} title="Why the Moon is late" />);
      expect(screen.getByText("Why the Moon is late")).toBeDefined();
      unmount();
    }
  });

  it("a thread shows each of its parts, one below the other", () => {
    render(<PostPreview platform="x" {...shown} text="One" parts={[{ text: "Two", media: [] }, { text: "Three", media: [] }]} />);
    for (const part of ["One", "Two", "Three"]) expect(screen.getByText(part)).toBeDefined();
  });

  it("a poll shows its answers before anybody has voted", () => {
    render(<PostPreview platform="x" {...shown} media={[]} poll={{ answers: ["Tea", "Coffee"], seconds: 86_400 }} />);
    expect(screen.getByText("Tea")).toBeDefined();
    expect(screen.getByText(/0 votes/)).toBeDefined();
  });

  it("pictures of a carousel are turned one by one", () => {
    const { container } = render(<PostPreview platform="instagram" {...shown} media={[picture, { ...picture, url: "/moon.png" }]} />);
    fireEvent.click(screen.getByRole("button", { name: "Next" }));
    expect(container.querySelector("img")?.getAttribute("src")).toBe("/moon.png");
  });
});
