import type { PlatformOption } from "@/api/types";
import type { Language } from "@/lib/language";
import { arabicChoices, arabicHelp, arabicLabels } from "./option-arabic";

export function optionLabel(platform: string, option: Pick<PlatformOption, "name" | "label">, language: Language): string {
  if (language !== "ar") return option.label;
  return arabicLabels[`${platform}.${option.name}`] ?? arabicLabels[option.name] ?? option.label;
}

/** What stands below an option; empty where nothing does. */
export function optionHelp(platform: string, option: Pick<PlatformOption, "name" | "help">, language: Language): string {
  const help = option.help ?? "";
  return language === "ar" ? (arabicHelp[`${platform}.${option.name}`] ?? help) : help;
}

/** "mentionedUsers", "PUBLIC" and "accounts_you_follow" as words; what is a sentence already stays. */
export function choiceLabel(choice: string, language: Language = "en"): string {
  const arabic = language === "ar" ? arabicChoices[choice] : undefined;
  if (arabic) return arabic;
  if (/\s|&/.test(choice) || !/^[A-Za-z_]+$/.test(choice)) return choice;
  const words = choice.replaceAll("_", " ").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
