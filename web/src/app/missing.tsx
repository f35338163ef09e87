import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { buttonLook } from "@/design/primitives/button";
import { Page } from "@/design/patterns/page";
import { Empty } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { shellWords } from "./words";

export function Missing() {
  const t = useWords(shellWords);
  return (
    <Page title={t("missing")} width="reading">
      <Empty icon={Compass} title={t("missing")} action={<Link to="/" className={buttonLook("primary")}>{t("toHome")}</Link>}>
        {t("missingText")}
      </Empty>
    </Page>
  );
}
