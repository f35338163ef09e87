import { useQuery } from "@tanstack/react-query";
import { Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { me } from "@/api/session";
import { useLanguage, useWords } from "@/lib/language";
import { BottomBar } from "./bottom-bar";
import { CommandPalette } from "./command-palette";
import { Footer } from "./footer";
import { FreezeStrip } from "./freeze-control";
import { Header } from "./header";
import { ShortcutSheet } from "./shortcut-sheet";
import { useShortcuts } from "./shortcuts";
import { Sidebar } from "./sidebar";
import { useLive } from "./use-live";
import { shellWords } from "./words";

export function Shell() {
  const t = useWords(shellWords);
  const { data: person } = useQuery(me());
  const { setLanguage } = useLanguage();
  const live = useLive(Boolean(person));
  const [open, setOpen] = useState<"palette" | "shortcuts" | null>(null);
  useShortcuts({ onPalette: () => setOpen("palette"), onHelp: () => setOpen("shortcuts") });

  // The account remembers the language; a browser that never chose one follows it.
  useEffect(() => {
    if (person && !localStorage.getItem("heliograph.asked")) {
      localStorage.setItem("heliograph.asked", "1");
      if (!localStorage.getItem("heliograph.language") && person.language === "ar") setLanguage("ar");
    }
  }, [person, setLanguage]);

  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const first = useRef(true);
  useEffect(() => {
    // After a change of page the keyboard starts at the top of the new one, not nowhere.
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true });
  }, [pathname]);

  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[14.5rem_minmax(0,1fr)]">
      <a href="#content" className="sr-only z-50 rounded-control bg-action px-3 py-2 text-on-action focus:not-sr-only focus:fixed focus:start-3 focus:top-3">
        {t("skip")}
      </a>
      <Sidebar person={person} />
      <div className="flex min-h-dvh min-w-0 flex-col pb-16 lg:pb-0">
        <Header person={person} live={live.state} isBusy={live.running !== null} onSearch={() => setOpen("palette")} />
        <FreezeStrip />
        <main ref={main} id="content" tabIndex={-1} className="flex-1 outline-none">
          <Outlet />
        </main>
        <Footer running={live.running} />
      </div>
      <BottomBar />
      <CommandPalette isOpen={open === "palette"} onClose={() => setOpen(null)} onHelp={() => setOpen("shortcuts")} />
      <ShortcutSheet isOpen={open === "shortcuts"} onClose={() => setOpen(null)} />
    </div>
  );
}
