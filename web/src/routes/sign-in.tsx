import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate, useRouter } from "@tanstack/react-router";
import { LoaderCircle } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { me, signInByLink } from "@/api/session";
import { Logo } from "@/app/logo";
import { Failure } from "@/design/patterns/states";
import { SignInForm } from "@/features/workspaces/sign-in-form";
import { signInWords } from "@/features/workspaces/words";
import { useTitle } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";

const route = getRouteApi("/sign-in");

function linkToken(): string | null {
  return new URLSearchParams(window.location.hash.slice(1)).get("token");
}

export default function SignInPage() {
  const t = useWords(signInWords);
  const { language, setLanguage } = useLanguage();
  const { next } = route.useSearch();
  const navigate = useNavigate();
  const router = useRouter();
  const client = useQueryClient();
  const [token, setToken] = useState(linkToken);
  const [failure, setFailure] = useState<unknown>(null);
  const isAsked = useRef(false);
  useTitle(t("title"));

  const enter = useCallback(async () => {
    await client.invalidateQueries({ queryKey: me().queryKey });
    if (next) router.history.replace(next);
    else await navigate({ to: "/", replace: true });
  }, [client, navigate, next, router]);

  useEffect(() => {
    if (!token || isAsked.current) return;
    isAsked.current = true;
    // The link opens once: it must not stay in the history of the browser.
    window.history.replaceState(null, "", window.location.pathname);
    signInByLink(token).then(enter, (error: unknown) => {
      setFailure(error);
      setToken(null);
    });
  }, [token, enter]);

  return (
    <main className="grid min-h-dvh place-items-center px-4 py-12">
      <div className="w-full max-w-88">
        <Logo className="size-10 text-action" />
        <h1 className="mt-4 text-3xl font-semibold tracking-tight text-strong rtl:tracking-normal">Heliograph</h1>
        <p className="mt-1 text-base text-muted">{t("lead")}</p>
        <div className="mt-8">
          {token ? (
            <p role="status" className="flex items-center gap-3 text-body">
              <LoaderCircle aria-hidden className="size-4 animate-spin text-action" />
              {t("exchanging")}
            </p>
          ) : (
            <>
              {failure !== null && <div className="mb-4"><Failure error={failure} /></div>}
              <SignInForm onDone={() => void enter()} />
              <p className="mt-6 text-sm text-muted">
                {t("noPassword")} <code dir="ltr" className="font-mono text-xs text-body">heliograph sign-in-link</code> {t("noPasswordEnd")}
              </p>
            </>
          )}
        </div>
        <button type="button" lang={language === "en" ? "ar" : "en"} className="mt-8 text-sm text-action hover:underline" onClick={() => setLanguage(language === "en" ? "ar" : "en")}>
          {t("otherLanguage")}
        </button>
      </div>
    </main>
  );
}
