import { useNavigate } from "@tanstack/react-router";
import { Clock, Ellipsis, ExternalLink, LayoutList, PlugZap, RefreshCw, ShieldCheck, Snowflake, Stethoscope, Sun, Trash2 } from "lucide-react";
import type { Channel } from "@/api/types";
import { Menu, MenuItem, MenuLine } from "@/design/primitives/menu";
import { useWords } from "@/lib/language";
import { channelWords } from "./words";

export type ChannelTask = "check" | "reconnect" | "slots" | "guards" | "examine" | "freeze" | "remove";

export function ChannelMenu({ channel, onTask }: { channel: Channel; onTask: (task: ChannelTask) => void }) {
  const t = useWords(channelWords);
  const navigate = useNavigate();
  const { url } = channel;
  return (
    <Menu
      trigger={
        <button type="button" aria-label={t("actions", { handle: channel.handle })} className="-me-2 -mt-1 inline-flex size-8 shrink-0 items-center justify-center rounded-control text-muted hover:bg-surface-hover hover:text-strong">
          <Ellipsis aria-hidden className="size-4" />
        </button>
      }
    >
      <MenuItem icon={RefreshCw} onSelect={() => onTask("check")}>{t("check")}</MenuItem>
      <MenuItem icon={Stethoscope} onSelect={() => onTask("examine")}>{t("examine")}</MenuItem>
      <MenuItem icon={Clock} onSelect={() => onTask("slots")}>{t("editSlots")}</MenuItem>
      <MenuItem icon={ShieldCheck} onSelect={() => onTask("guards")}>{t("guards")}</MenuItem>
      <MenuItem icon={LayoutList} onSelect={() => void navigate({ to: "/posts", search: { channel: channel.id, view: "all" } })}>{t("posts")}</MenuItem>
      {url && <MenuItem icon={ExternalLink} onSelect={() => window.open(url, "_blank", "noreferrer")}>{t("open")}</MenuItem>}
      <MenuLine />
      <MenuItem icon={channel.frozen ? Sun : Snowflake} onSelect={() => onTask("freeze")}>{channel.frozen ? t("unfreezeChannel") : t("freezeChannel")}</MenuItem>
      <MenuItem icon={PlugZap} onSelect={() => onTask("reconnect")}>{t("reconnect")}</MenuItem>
      <MenuItem icon={Trash2} isDangerous onSelect={() => onTask("remove")}>{t("remove")}</MenuItem>
    </Menu>
  );
}
