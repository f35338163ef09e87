import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Files } from "lucide-react";
import { useState } from "react";
import { content, foundPieces, pieces } from "@/api/content";
import { styles } from "@/api/styles";
import { moods, useMakeVideo, voices } from "@/api/videos";
import type { Content, ContentType, FoundContent } from "@/api/types";
import { aspects, type Aspect, type Video } from "@/api/video-types";
import { Button, buttonLook } from "@/design/primitives/button";
import { Dialog } from "@/design/primitives/dialog";
import { Field } from "@/design/primitives/field";
import { SelectInput } from "@/design/primitives/input";
import { Segmented } from "@/design/primitives/segmented";
import { Skeleton } from "@/design/primitives/skeleton";
import { Switch } from "@/design/primitives/switch";
import { Loaded } from "@/design/patterns/loaded";
import { SearchField } from "@/design/patterns/search-field";
import { Empty, Failure } from "@/design/patterns/states";
import { Thumb } from "@/design/patterns/thumb";
import { useLanguage, useWords } from "@/lib/language";
import { firstLine } from "@/lib/post-text";
import { dayMonth, weekdayName } from "@/lib/time";
import { StyleChoice } from "./style-card";
import { voiceKey, voiceName } from "./voice-name";
import { orderWords } from "./words";

type Piece = Content | FoundContent;

function PieceRow({ piece, typeName, isChosen, onChoose }: { piece: Piece; typeName: string; isChosen: boolean; onChoose: () => void }) {
  const { language } = useLanguage();
  return (
    <li>
      <button type="button" aria-pressed={isChosen} onClick={onChoose} className="flex w-full items-center gap-3 rounded-control p-2 text-start hover:bg-surface-hover aria-pressed:bg-surface-selected aria-pressed:ring-2 aria-pressed:ring-action">
        <Thumb url={piece.image?.url} className="w-10" />
        <span className="min-w-0 flex-1">
          <span className="at-start block truncate text-sm font-medium text-strong" dir="auto">{firstLine(piece.text) || typeName}</span>
          <span className="tabular block truncate text-xs text-muted"><bdi>{typeName}</bdi> · {weekdayName(piece.target_date, language, "short")} {dayMonth(piece.target_date, language)}</span>
        </span>
      </button>
    </li>
  );
}

interface PiecesProps {
  types: readonly ContentType[];
  chosen: Piece | undefined;
  onChoose: (piece: Piece) => void;
}

/** Ready pieces of the kinds that have videos; by day, or by what is searched. */
function Pieces({ types, chosen, onChoose }: PiecesProps) {
  const t = useWords(orderWords);
  const [q, setQ] = useState("");
  const found = useQuery({ ...foundPieces({ q, status: "ready" }), enabled: q !== "" });
  const listed = useQuery({ ...pieces({ status: "ready", page: 1 }), enabled: q === "", select: ({ data }): Piece[] => data });
  const nameOf = (type: string) => types.find((one) => one.id === type)?.name ?? type;
  const skeleton = <div className="flex flex-col gap-2">{[0, 1, 2, 3].map((one) => <Skeleton key={one} className="h-14 w-full" />)}</div>;
  const shown = (list: readonly Piece[]) => {
    const fitting = list.filter((one) => types.some((type) => type.id === one.type && type.video));
    if (fitting.length === 0) return <Empty compact icon={Files} title={t("noPieces")} action={<Link to="/create" className={buttonLook()}>{t("toCreate")}</Link>}>{t("noPiecesText", { types: types.filter((one) => one.video).map((one) => one.name).join(" · ") })}</Empty>;
    return <ul aria-label={t("piece")} className="flex flex-col gap-1">{fitting.map((one) => <PieceRow key={one.id} piece={one} typeName={nameOf(one.type)} isChosen={one.id === chosen?.id} onChoose={() => onChoose(one)} />)}</ul>;
  };
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <SearchField label={t("search")} value={q} onSearch={setQ} />
      <div className="h-64 overflow-y-auto rounded-card border border-subtle p-1 md:h-112">
        {q ? <Loaded query={found} skeleton={skeleton}>{shown}</Loaded> : <Loaded query={listed} skeleton={skeleton}>{shown}</Loaded>}
      </div>
    </div>
  );
}

interface Wish {
  aspect: Aspect;
  style: string;
  voice: string;
  mood: string;
  render: boolean;
}

function Wishes({ wish, language, onChange }: { wish: Wish; language: string; onChange: (part: Partial<Wish>) => void }) {
  const t = useWords(orderWords);
  const { data: allStyles = [] } = useQuery(styles());
  const { data: allVoices } = useQuery(voices(language));
  const { data: allMoods = [] } = useQuery(moods());
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-col gap-1">
        <span className="text-sm font-medium text-strong">{t("aspect")}</span>
        <Segmented label={t("aspect")} value={wish.aspect} onChange={(aspect) => onChange({ aspect })} className="self-start" segments={aspects.map((value) => ({ value, label: <bdi>{value}</bdi> }))} />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("voice")} help={allVoices?.length === 0 ? t("noVoices") : undefined}>
          {(ids) => (
            <SelectInput {...ids} value={wish.voice} onChange={(event) => onChange({ voice: event.target.value })}>
              <option value="">{t("usualVoice")}</option>
              <option value="none">{t("noVoice")}</option>
              {(allVoices ?? []).map((one) => <option key={voiceKey(one)} value={voiceKey(one)}>{voiceName(one, t)}</option>)}
            </SelectInput>
          )}
        </Field>
        <Field label={t("mood")}>
          {(ids) => (
            <SelectInput {...ids} value={wish.mood} onChange={(event) => onChange({ mood: event.target.value })}>
              <option value="">{t("usualMood")}</option>
              <option value="none">{t("noMusic")}</option>
              {allMoods.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
            </SelectInput>
          )}
        </Field>
      </div>
      <div className="flex flex-col gap-1">
        <span className="text-sm font-medium text-strong">{t("style")}</span>
        <StyleChoice styles={allStyles} value={wish.style} usual={{ name: t("usual"), text: t("usualText") }} onChange={(style) => onChange({ style })} />
      </div>
      <div className="flex items-center justify-between gap-4">
        <span className="text-sm text-strong">{t("render")}</span>
        <Switch label={t("render")} checked={wish.render} onChange={(render) => onChange({ render })} />
      </div>
    </div>
  );
}

interface NewVideoProps {
  isOpen: boolean;
  types: readonly ContentType[];
  /** The piece it is made of, where that was chosen elsewhere. */
  pieceId: string | undefined;
  onClose: () => void;
  onMade: (made: Video) => void;
}

/** Which piece, in which manner: one order, and everything may be changed afterwards. */
export function NewVideoDialog({ isOpen, types, pieceId, onClose, onMade }: NewVideoProps) {
  const t = useWords(orderWords);
  const make = useMakeVideo();
  const given = useQuery({ ...content(pieceId ?? ""), enabled: isOpen && Boolean(pieceId) }).data;
  const [picked, setPicked] = useState<Piece>();
  const [wish, setWish] = useState<Wish>({ aspect: "9:16", style: "", voice: "", mood: "", render: true });
  const piece = picked ?? given;
  const order = () => piece && make.mutate({ content_id: piece.id, ...wish }, { onSuccess: onMade });
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("title")}
      description={t("text")}
      closeLabel={t("close")}
      size="lg"
      footer={<Button variant="primary" disabled={!piece} isBusy={make.isPending} onClick={order}>{piece ? t("make") : t("choose")}</Button>}
    >
      <div className="flex flex-col gap-4 pt-1">
        {make.isError && <Failure error={make.error} />}
        <div className="grid grid-cols-1 gap-6 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <Pieces types={types} chosen={piece} onChoose={setPicked} />
          <Wishes wish={wish} language={piece?.language ?? "en"} onChange={(part) => setWish((old) => ({ ...old, ...part }))} />
        </div>
      </div>
    </Dialog>
  );
}
