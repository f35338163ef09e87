import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { guards, useCheckChannel, useFreezeChannel, useRemoveChannel } from "@/api/channels";
import type { Channel, Post } from "@/api/types";
import { say, sayError } from "@/design/primitives/toast";
import { ConfirmDialog } from "@/design/patterns/confirm-dialog";
import { useWords } from "@/lib/language";
import { ChannelCard } from "./channel-card";
import type { ChannelTask } from "./channel-menu";
import { ReconnectDialog } from "./reconnect-dialog";
import { ExamineDialog } from "./examine-dialog";
import { GuardsDialog } from "./guards-dialog";
import { SlotsDialog } from "./slots-dialog";
import { channelWords } from "./words";

type Opened = "reconnect" | "slots" | "guards" | "examine" | "remove";

interface ItemProps {
  channel: Channel;
  recent: readonly Post[];
  now: Date;
  onOpen: (task: Opened) => void;
}

function Item({ channel, recent, now, onOpen }: ItemProps) {
  const t = useWords(channelWords);
  const freeze = useFreezeChannel(channel.id);
  const check = useCheckChannel(channel.id);
  const run = (task: ChannelTask) => {
    if (task === "freeze") freeze.mutate(!channel.frozen, { onError: sayError });
    else if (task === "check") check.mutate(undefined, { onSuccess: () => say(t("checked")), onError: sayError });
    else onOpen(task);
  };
  const { data: states } = useQuery(guards());
  return <ChannelCard channel={channel} state={states?.find((one) => one.channel_id === channel.id)} recent={recent} now={now} onTask={run} />;
}

interface GalleryProps {
  channels: readonly Channel[];
  /** The latest posts of all channels, newest first. */
  posts: readonly Post[];
  now: Date;
  /** A channel whose permission ended: its dialog is open from the start. */
  open?: string | undefined;
}

export function ChannelGallery({ channels, posts, now, open: asked }: GalleryProps) {
  const t = useWords(channelWords);
  const [open, setOpen] = useState<{ task: Opened; channel: Channel } | null>(() => {
    const lost = channels.find((one) => one.id === asked && one.health.state === "failed");
    return lost ? { task: "reconnect", channel: lost } : null;
  });
  const remove = useRemoveChannel();
  const close = () => setOpen(null);
  const of = (task: Opened) => (open?.task === task ? open.channel : null);
  return (
    <>
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {channels.map((channel) => <Item key={channel.id} channel={channel} recent={posts.filter((post) => post.channel.id === channel.id).slice(0, 3)} now={now} onOpen={(task) => setOpen({ task, channel })} />)}
      </div>
      <ReconnectDialog channel={of("reconnect")} onClose={close} />
      <SlotsDialog channel={of("slots")} onClose={close} />
      <GuardsDialog channel={of("guards")} onClose={close} />
      <ExamineDialog channel={of("examine")} onClose={close} />
      <ConfirmDialog
        isOpen={open?.task === "remove"}
        title={t("removeTitle", { handle: open?.channel.handle ?? "" })}
        text={t("removeText")}
        confirmLabel={t("remove")}
        keepLabel={t("keep")}
        onClose={close}
        onConfirm={() => {
          if (open) remove.mutate(open.channel.id, { onSuccess: () => say(t("removed")), onError: sayError });
          close();
        }}
      />
    </>
  );
}
