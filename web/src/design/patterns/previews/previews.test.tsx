import { fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { PostPreview } from "./post-preview";

const text = "The room turns before you speak.\n\nSpend it on one person.\n\n#Leo #Moon";
const shown = { label: "Preview", name: "Zodiac Daily", handle: "zodiac.daily", picture: { url: "/leo.png", alt: "A lion" }, time: "2h", text };

describe("a preview", () => {
  it("on Instagram hides what follows the second line until more is asked for", () => {
    render(<PostPreview platform="instagram" {...shown} />);
    expect(screen.queryByText(/Spend it/)).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: /more/ }));
    expect(screen.getByText(/Spend it/)).toBeDefined();
    expect(screen.getByText("#Moon").className).toContain("instagram-link");
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
    render(<PostPreview platform="instagram" {...shown} picture={null} />);
    expect(screen.getByText(/nothing without a picture/)).toBeDefined();
  });
});
