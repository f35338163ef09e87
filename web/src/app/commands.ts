import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Keyboard, Languages, Layers, Moon, PenLine, PlugZap, RadioTower, RotateCw, Sun, Tag, TriangleAlert, type LucideIcon } from "lucide-react";
import { brands } from "@/api/brands";
import { channels } from "@/api/channels";
import { useLanguage, useWords } from "@/lib/language";
import { setTheme } from "@/lib/theme";
import { destinations } from "./navigation";
import { shellWords } from "./words";

export interface Command {
  id: string;
  label: string;
  icon: LucideIcon;
  keys?: string;
  run: () => void;
}

/** Everything the palette can do, the pages first, then brands and channels by name. */
export function useCommands(isOpen: boolean, onHelp: () => void): Command[] {
  const t = useWords(shellWords);
  const navigate = useNavigate();
  const { setLanguage } = useLanguage();
  const { data: allBrands } = useQuery({ ...brands(), enabled: isOpen });
  const { data: allChannels } = useQuery({ ...channels(), enabled: isOpen });
  return [
    ...destinations.map((one) => ({
      id: one.to, label: t(one.word), icon: one.icon, keys: `g ${one.key}`, run: () => void navigate({ to: one.to }),
    })),
    { id: "failed", label: t("failedPosts"), icon: TriangleAlert, run: () => void navigate({ to: "/posts", search: { status: "failed" } }) },
    { id: "dead", label: t("deadLetters"), icon: RotateCw, run: () => void navigate({ to: "/posts/dead-letters" }) },
    { id: "write", label: t("writePost"), icon: PenLine, run: () => void navigate({ to: "/create/post" }) },
    { id: "month", label: t("planMonth"), icon: Layers, run: () => void navigate({ to: "/create/month" }) },
    { id: "connect", label: t("connectChannel"), icon: PlugZap, run: () => void navigate({ to: "/channels", search: { connect: "new" } }) },
    { id: "help", label: t("shortcuts"), icon: Keyboard, keys: "?", run: onHelp },
    { id: "light", label: t("toLight"), icon: Sun, run: () => setTheme("light") },
    { id: "dark", label: t("toDark"), icon: Moon, run: () => setTheme("dark") },
    { id: "en", label: t("toEnglish"), icon: Languages, run: () => setLanguage("en") },
    { id: "ar", label: t("toArabic"), icon: Languages, run: () => setLanguage("ar") },
    ...(allBrands ?? []).flatMap((brand) => [
      { id: `make-${brand.id}`, label: t("makeFor", { brand: brand.name }), icon: PenLine, run: () => void navigate({ to: "/create", search: { brand: brand.id } }) },
      { id: `brand-${brand.id}`, label: t("openBrand", { brand: brand.name }), icon: Tag, run: () => void navigate({ to: "/brands/$brandId", params: { brandId: brand.id } }) },
    ]),
    ...(allChannels ?? []).map((channel) => ({
      id: `channel-${channel.id}`, label: t("openChannel", { channel: channel.handle }), icon: RadioTower,
      run: () => void navigate({ to: "/posts", search: { channel: channel.id } }),
    })),
  ];
}

const plain = (text: string) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

/** Commands whose label holds every word typed; those that start with it come first. */
export function matching(commands: readonly Command[], query: string): Command[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return commands.slice(0, 9);
  const found = commands.filter((one) => words.every((word) => plain(one.label).includes(word)));
  const rank = (one: Command) => (plain(one.label).startsWith(words[0] ?? "") ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, 12);
}
