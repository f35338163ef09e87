import { useState } from "react";
import { useSetGuards } from "@/api/channels";
import type { Channel } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Dialog } from "@/design/primitives/dialog";
import { Field } from "@/design/primitives/field";
import { TextInput } from "@/design/primitives/input";
import { Switch } from "@/design/primitives/switch";
import { say } from "@/design/primitives/toast";
import { Failure } from "@/design/patterns/states";
import { useLanguage, useWords } from "@/lib/language";
import { zoneName } from "@/lib/time";
import { changeOf, valuesOf, type GuardValues } from "./guard-values";
import { channelWords } from "./words";

function Part({ title, text, isOn, onToggle, children }: { title: string; text: string; isOn: boolean; onToggle: (on: boolean) => void; children: React.ReactNode }) {
  return (
    <section className="flex flex-col gap-3 border-b border-subtle py-4 first:pt-0">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h3 className="text-sm font-medium text-strong">{title}</h3>
          <p className="mt-1 text-xs text-muted">{text}</p>
        </div>
        <Switch label={title} checked={isOn} onChange={onToggle} />
      </div>
      {isOn && children}
    </section>
  );
}

function GuardsForm({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const t = useWords(channelWords);
  const { language } = useLanguage();
  const save = useSetGuards(channel.id);
  const [values, set] = useState<GuardValues>(() => valuesOf(channel.guards));
  const change = (part: Partial<GuardValues>) => set({ ...values, ...part });
  const number = (name: "posts" | "minutes" | "retries", label: string, least: number, most: number) => (
    <TextInput type="number" aria-label={label} min={least} max={most} required className="w-20" value={values[name]} onChange={(event) => change({ [name]: event.target.value })} />
  );
  return (
    <form
      className="flex flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(changeOf(values), {
          onSuccess: () => {
            say(t("guardsSaved"));
            onClose();
          },
        });
      }}
    >
      {save.error !== null && <Failure error={save.error} />}
      <Part title={t("fuse")} text={t("fuseHelp")} isOn={values.hasFuse} onToggle={(hasFuse) => change({ hasFuse })}>
        <p className="flex flex-wrap items-center gap-2 text-sm text-body">
          {t("fusePosts")} {number("posts", t("fusePosts"), 1, 1000)} {t("fusePostsUnit")} {number("minutes", t("fuseMinutesUnit"), 1, 1440)} {t("fuseMinutesUnit")}
        </p>
      </Part>
      <Part title={t("quiet")} text={t("quietOn")} isOn={values.hasQuiet} onToggle={(hasQuiet) => change({ hasQuiet })}>
        <div className="flex flex-wrap items-center gap-2 text-sm text-body">
          {t("quietFrom")} <TextInput type="time" aria-label={t("quietFrom")} required className="w-28" value={values.starts} onChange={(event) => change({ starts: event.target.value })} />
          {t("quietTo")} <TextInput type="time" aria-label={t("quietTo")} required className="w-28" value={values.ends} onChange={(event) => change({ ends: event.target.value })} />
          <span className="text-xs text-muted">{t("quietZone", { zone: zoneName(channel.time_zone, language) })}</span>
        </div>
      </Part>
      <Field label={t("retries")} help={t("retriesHelp")} className="py-4">
        {(ids) => <TextInput {...ids} type="number" min={0} max={10} required className="w-20" value={values.retries} onChange={(event) => change({ retries: event.target.value })} />}
      </Field>
      <Button type="submit" variant="primary" isBusy={save.isPending} className="self-end">{t("saveGuards")}</Button>
    </form>
  );
}

export function GuardsDialog({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  const t = useWords(channelWords);
  return (
    <Dialog isOpen={channel !== null} onClose={onClose} title={t("guardsOf", { handle: channel?.handle ?? "" })} description={t("guardsText")} closeLabel={t("close")}>
      {channel && <GuardsForm key={channel.id} channel={channel} onClose={onClose} />}
    </Dialog>
  );
}
