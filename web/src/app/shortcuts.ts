import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef } from "react";
import { useKeys } from "@/lib/hooks";
import { destinations } from "./navigation";

const CHORD = 1200;

interface Actions {
  onPalette: () => void;
  onHelp: () => void;
}

/** ⌘K, c, ?, and g followed by the letter of a page. */
export function useShortcuts({ onPalette, onHelp }: Actions): void {
  const navigate = useNavigate();
  const going = useRef(0);
  const actions = useRef({ onPalette, onHelp });
  useEffect(() => {
    actions.current = { onPalette, onHelp };
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        actions.current.onPalette();
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  const keys = useMemo(() => {
    const go = (letter: string) => {
      const target = destinations.find((one) => one.key === letter);
      if (Date.now() - going.current > CHORD || !target) return false;
      going.current = 0;
      void navigate({ to: target.to });
      return true;
    };
    const map: Record<string, (event: KeyboardEvent) => void> = {};
    for (const { key } of destinations) map[key] = () => void go(key);
    map["g"] = () => {
      going.current = Date.now();
    };
    map["c"] = () => {
      if (!go("c")) void navigate({ to: "/create" });
    };
    map["?"] = () => actions.current.onHelp();
    map["/"] = (event) => {
      event.preventDefault();
      actions.current.onPalette();
    };
    return map;
  }, [navigate]);
  useKeys(keys);
}
