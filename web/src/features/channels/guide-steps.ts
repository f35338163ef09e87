import type { Platform } from "@/api/types";
import type { Language } from "@/lib/language";
import { arabicGuides } from "./guide-arabic";

/** The steps in the reader's language; where a guide has changed since, in the API's own words. */
export function guideSteps(platform: Pick<Platform, "id" | "sign_in">, language: Language): readonly string[] {
  const told = platform.sign_in.guide;
  const arabic = arabicGuides[platform.id];
  return language === "ar" && arabic?.length === told.length ? arabic : told;
}
