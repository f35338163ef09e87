import { CalendarDays, House, LayoutList, Palette, PenLine, RadioTower, Settings2, type LucideIcon } from "lucide-react";

export interface Destination {
  to: "/" | "/create" | "/calendar" | "/posts" | "/brands" | "/channels" | "/settings";
  word: "home" | "create" | "calendar" | "posts" | "brands" | "channels" | "settings";
  icon: LucideIcon;
  key: string;
}

/** The pages that exist, in the order of the loop; `key` follows g. */
export const destinations: readonly Destination[] = [
  { to: "/", word: "home", icon: House, key: "h" },
  { to: "/create", word: "create", icon: PenLine, key: "n" },
  { to: "/calendar", word: "calendar", icon: CalendarDays, key: "c" },
  { to: "/posts", word: "posts", icon: LayoutList, key: "p" },
  { to: "/brands", word: "brands", icon: Palette, key: "b" },
  { to: "/channels", word: "channels", icon: RadioTower, key: "k" },
  { to: "/settings", word: "settings", icon: Settings2, key: "s" },
];
