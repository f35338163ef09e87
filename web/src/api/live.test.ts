import { expect, it } from "vitest";
import { staleKeys } from "./live";

it.each([
  ["content.step_changed", "runs"],
  ["scheduling.post_changed", "calendar"],
  ["publishing.post_published", "posts"],
  ["analytics.numbers_read", "home"],
  ["channels.health_changed", "channels"],
  ["videos.render_changed", "videos"],
  ["videos.style_changed", "styles"],
])("%s makes %s stale", (event, key) => {
  expect(staleKeys(event)).toContain(key);
});

it("an event nobody knows makes nothing stale", () => {
  expect(staleKeys("weather.changed")).toEqual([]);
});
