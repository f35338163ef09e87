import { CalendarDays, CircleCheckBig, Clapperboard, Files, FileText, House, Images, LayoutList, LibraryBig, Palette, PenLine, RadioTower, Settings2, type LucideIcon } from "lucide-react";

export interface Destination {
  to: "/" | "/create" | "/pieces" | "/videos" | "/library" | "/calendar" | "/posts" | "/approvals" | "/brands" | "/packs" | "/templates" | "/channels" | "/settings";
  word: "home" | "create" | "pieces" | "videos" | "library" | "calendar" | "posts" | "approvals" | "brands" | "packs" | "templates" | "channels" | "settings";
  icon: LucideIcon;
  key: string;
}

/** The pages that exist, in the order of the loop; `key` follows g. */
export const destinations: readonly Destination[] = [
  { to: "/", word: "home", icon: House, key: "h" },
  { to: "/create", word: "create", icon: PenLine, key: "n" },
  { to: "/pieces", word: "pieces", icon: Files, key: "f" },
  { to: "/videos", word: "videos", icon: Clapperboard, key: "v" },
  { to: "/library", word: "library", icon: Images, key: "l" },
  { to: "/calendar", word: "calendar", icon: CalendarDays, key: "c" },
  { to: "/posts", word: "posts", icon: LayoutList, key: "p" },
  { to: "/approvals", word: "approvals", icon: CircleCheckBig, key: "y" },
  { to: "/brands", word: "brands", icon: Palette, key: "b" },
  { to: "/packs", word: "packs", icon: LibraryBig, key: "i" },
  { to: "/templates", word: "templates", icon: FileText, key: "t" },
  { to: "/channels", word: "channels", icon: RadioTower, key: "k" },
  { to: "/settings", word: "settings", icon: Settings2, key: "s" },
];
