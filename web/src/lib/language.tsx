import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";

export type Language = "en" | "ar";

/** A sentence, or its plural forms chosen by `count`. */
export type Phrase = string | (Partial<Record<Intl.LDMLPluralRule, string>> & { other: string });

/** English and Arabic side by side, so neither can be forgotten. */
export type WordTable = Record<string, readonly [en: Phrase, ar: Phrase]>;

export type Params = Record<string, string | number>;

export type Translate<T extends WordTable> = (key: keyof T, params?: Params) => string;

const KEY = "heliograph.language";

interface LanguageState {
  language: Language;
  direction: "ltr" | "rtl";
  setLanguage: (language: Language) => void;
}

const LanguageContext = createContext<LanguageState | null>(null);

const plurals: Record<Language, Intl.PluralRules> = {
  en: new Intl.PluralRules("en"),
  ar: new Intl.PluralRules("ar"),
};

export function storedLanguage(): Language {
  return localStorage.getItem(KEY) === "ar" ? "ar" : "en";
}

/** Fill a phrase of one language; unknown placeholders stay visible instead of vanishing. */
export function phrase(language: Language, pair: readonly [Phrase, Phrase], params: Params = {}): string {
  const chosen = pair[language === "ar" ? 1 : 0];
  const text =
    typeof chosen === "string"
      ? chosen
      : (chosen[plurals[language].select(Number(params["count"] ?? 0))] ?? chosen.other);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in params ? String(params[name]) : whole,
  );
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, set] = useState<Language>(storedLanguage);
  const direction = language === "ar" ? "rtl" : "ltr";

  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = direction;
  }, [language, direction]);

  // Stored before anything is drawn: what is asked of the API goes by it.
  const setLanguage = useCallback((chosen: Language) => {
    localStorage.setItem(KEY, chosen);
    set(chosen);
  }, []);
  const state = useMemo(() => ({ language, direction, setLanguage }) as const, [language, direction, setLanguage]);
  return <LanguageContext.Provider value={state}>{children}</LanguageContext.Provider>;
}

export function useLanguage(): LanguageState {
  const state = useContext(LanguageContext);
  if (!state) throw new Error("LanguageProvider is missing above this component.");
  return state;
}

/** The translation function of one table of words. */
export function useWords<T extends WordTable>(table: T): Translate<T> {
  const { language } = useLanguage();
  return useCallback(
    (key, params) => phrase(language, table[key] as readonly [Phrase, Phrase], params),
    [language, table],
  );
}
