import { useNavigate } from "@tanstack/react-router";
import { LogOut, Monitor, Moon, Settings2, Sun } from "lucide-react";
import { useChangeMe, useSignOut } from "@/api/session";
import type { Person } from "@/api/types";
import { Menu, MenuItem, MenuLabel, MenuLine } from "@/design/primitives/menu";
import { useLanguage, useWords, type Language } from "@/lib/language";
import { setTheme, useTheme, type Theme } from "@/lib/theme";
import { shellWords } from "./words";

const themes: readonly [Theme, typeof Sun][] = [["system", Monitor], ["light", Sun], ["dark", Moon]];

export function PersonMenu({ person }: { person: Person | undefined }) {
  const t = useWords(shellWords);
  const { language, setLanguage } = useLanguage();
  const theme = useTheme();
  const navigate = useNavigate();
  const change = useChangeMe();
  const signOut = useSignOut();
  const speak = (chosen: Language) => {
    setLanguage(chosen);
    change.mutate({ language: chosen });
  };
  const initials = (person?.name ?? "").split(" ").map((part) => part.slice(0, 1)).slice(0, 2).join("");
  return (
    <Menu
      trigger={
        <button type="button" className="inline-flex size-8 items-center justify-center rounded-full bg-surface-sunken text-xs font-semibold text-body ring-1 ring-line-subtle ring-inset hover:text-strong">
          <span aria-hidden>{initials || "·"}</span>
          <span className="sr-only">{t("person")}</span>
        </button>
      }
    >
      <MenuLabel>
        <span className="block truncate text-sm font-medium text-strong">{person?.name}</span>
        <span className="block truncate">{person?.email}</span>
      </MenuLabel>
      <MenuLine />
      <MenuItem icon={Settings2} onSelect={() => void navigate({ to: "/settings" })}>{t("settings")}</MenuItem>
      <MenuLine />
      <MenuLabel>{t("language")}</MenuLabel>
      <MenuItem isChosen={language === "en"} onSelect={() => speak("en")}>English</MenuItem>
      <MenuItem isChosen={language === "ar"} onSelect={() => speak("ar")}>العربية</MenuItem>
      <MenuLine />
      <MenuLabel>{t("theme")}</MenuLabel>
      {themes.map(([name, icon]) => (
        <MenuItem
          key={name}
          icon={icon}
          isChosen={theme === name}
          onSelect={() => {
            setTheme(name);
            change.mutate({ theme: name });
          }}
        >
          {t(name)}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem icon={LogOut} onSelect={() => signOut.mutate(undefined, { onSettled: () => void navigate({ to: "/sign-in" }) })}>
        {t("signOut")}
      </MenuItem>
    </Menu>
  );
}
