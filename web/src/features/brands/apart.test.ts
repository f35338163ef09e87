import { expect, it } from "vitest";
import type { Pack } from "@/api/types";
import { keepsApart, strangerOn } from "./apart";

const pack = (name: string) => ({ options: [{ name }] }) as unknown as Pack;

it("a pack that asks before it shares an account keeps apart", () => {
  expect(keepsApart(pack("shares_account"))).toBe(true);
  expect(keepsApart(pack("city"))).toBe(false);
});

it("the stranger on an account is a brand of another pack", () => {
  const brands = [{ id: "b1", pack: "zodiac", name: "Leo Daily" }, { id: "b2", pack: "islamic", name: "Quiet Light" }];
  expect(strangerOn({ brand_ids: ["b2", "b1"] }, "islamic", brands)).toBe("Leo Daily");
  expect(strangerOn({ brand_ids: ["b2"] }, "islamic", brands)).toBeNull();
});
