"""What a grammar's YAML files may say; a file that says anything else is refused at load."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

Line = Annotated[str, Field(min_length=3, max_length=320)]
Lines = tuple[Line, ...]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
OtherLength = Annotated[str, Field(pattern=r"^(short|long)$")]
PartedKey = Annotated[str, Field(pattern=r"^[a-z][a-z_]*(\.[a-z_]+)?$")]


class Part(BaseModel):
    """A piece of a grammar file: read once, never changed, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Thread(Part):
    """Sentences of one theme that are about the same small idea and sit well together."""

    thread: Key
    hook: Lines = ()
    meaning: Lines = ()
    advice: Lines = ()
    also: tuple[Key, ...] = Field((), description="Themes that borrow its hooks and advice.")


class ThemesFile(Part):
    """Themes of one group: what a fact means there, and what to do; files of a group add up."""

    document: Literal["themes"]
    group: Key
    themes: dict[Key, tuple[Thread, ...]] = Field(min_length=1)
    close: Lines = ()
    titles: Lines = ()
    calls: Lines = ()
    hashtags: Lines = ()


class FactsFile(Part):
    """Ways of stating one kind of fact, in plain words and without interpreting it."""

    document: Literal["facts"]
    kind: Key
    variant_by: str | None = Field(None, description="The part of the fact that picks a pool.")
    variants: dict[str, Key] = Field(default_factory=dict)
    pools: dict[Key, Lines] = Field(min_length=1)
    hashtags: Lines = ()


class CommonFile(Part):
    """What serves every theme: side notes of the plan, captions, the honest note."""

    document: Literal["common"]
    pair: Lines = Field(min_length=1)
    calls: Lines = Field(min_length=1)
    titles: Lines = Field(min_length=1)
    alt_text: Lines = Field(min_length=1)
    notes: Lines = Field(min_length=1)
    hashtags_wide: Lines = Field(min_length=4)
    hashtags_subject: Lines = Field(min_length=2)


class Derived(Part):
    """Words for a part of a fact: `aspect: square` becomes "a square" or "a right angle"."""

    by: str = Field(description="The part, or several parts with a space between them.")
    words: dict[str, tuple[str, ...]]


class SlotNames(Part):
    """Slots a template may use: those always filled, and those that may be empty."""

    always: tuple[Key, ...] = ()
    sometimes: tuple[Key, ...] = ()


class FormPlace(Part):
    """A sentence that texts of a form have room for; the more `spare`, the sooner it goes."""

    role: Key
    theme: int = Field(0, ge=0, description="Which of the plan's themes it is about.")
    by: Key | None = Field(None, description="The slot whose value picks the pool.")
    lent: Key | None = Field(None, description="The borrowed role whose sentences serve as well.")
    lent_by: Key | None = Field(None, description="The slot naming the theme to borrow from.")
    is_shared: bool = Field(False, description="Now and then only borrowed sentences serve.")
    spare: int = 0
    paragraph: int = 0
    lengths: tuple[Literal["short", "medium", "long"], ...] = ("short", "medium", "long")
    joins: bool = Field(False, description="May be run together with the sentence before it.")
    has_names: bool = Field(
        False, description="Sentences may name others: no small letter for a name that begins one."
    )
    is_common: bool = Field(False, description="Taken from the pools that all forms share.")
    is_wide: bool = Field(False, description="The pools of the value's group and of any add up.")
    line: str | None = Field(None, description="What begins the line of its own it stands on.")
    in_time: bool = Field(
        False, description="Such neighbours exchange themes until their dates stand in order."
    )


class Borrow(Part):
    """Sentences that a form takes over from the themes, but for those with certain words."""

    role: Key
    groups: tuple[Key, ...] = Field((), description="Groups of themes; all when none is named.")
    without: tuple[str, ...] = ()


class FormFile(Part):
    """How texts of one content type are built: their places in reading order, and their slots."""

    document: Literal["form"]
    form: Key
    places: tuple[FormPlace, ...] = Field(min_length=2)
    layouts: tuple[tuple[Key, ...], ...] = Field(
        (), description="Orders of roles, one for each text in turn; all places when there is none."
    )
    shapes: dict[Key, tuple[FormPlace, ...]] = Field(
        default_factory=dict, description="Whole other documents that take turns with `places`."
    )
    lengths: dict[OtherLength, dict[Key, tuple[FormPlace, ...]]] = Field(
        default_factory=dict,
        description="Documents of another length, taking turns; without any, `places` serve.",
    )
    rhythm: int = Field(1, ge=1, description="Days from one text to the next, at the least.")
    most_words: int = 120
    slots: SlotNames
    borrows: tuple[Borrow, ...] = ()
    card: tuple[tuple[Key, ...], ...] = (("hook",),)

    @model_validator(mode="after")
    def _layouts_name_places(self) -> FormFile:
        known = {place.role for place in self.places}
        unknown = {role for layout in self.layouts for role in layout} - known
        if unknown:
            raise ValueError(f"no place has the role {', '.join(sorted(unknown))}")
        return self


class LinesFile(Part):
    """Sentences of one or more forms, by role and by what they are about."""

    document: Literal["lines"]
    forms: tuple[Key, ...] = Field(min_length=1)
    roles: dict[Key, dict[PartedKey, Lines]] = Field(min_length=1)


class ThesaurusFile(Part):
    """Phrases that may stand for each other anywhere, and phrases that must stay as they are."""

    document: Literal["thesaurus"]
    keep: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = Field(min_length=1)


class LexiconFile(Part):
    """Names as they are written, words for values, and the slots each source of them has."""

    document: Literal["lexicon"]
    turns: tuple[str, ...] = Field((), description="Subjects that share the pools, in order.")
    names: dict[str, str]
    tones: dict[str, Literal["plain", "warm", "bold"]]
    plan: SlotNames
    theme: SlotNames
    facts: dict[Key, SlotNames]
    derived: dict[Key, dict[Key, Derived]] = Field(default_factory=dict)
    leads: dict[Key, tuple[str, ...]] = Field(
        default_factory=dict, description="What leads into a piece of advice in that register."
    )
    farewells: dict[Key, Lines] = Field(
        default_factory=dict, description="What takes leave of the reader in that register."
    )
    banned: tuple[str, ...] = ()


GrammarFile = (
    ThemesFile | FactsFile | CommonFile | ThesaurusFile | LexiconFile | FormFile | LinesFile
)
grammar_file: TypeAdapter[GrammarFile] = TypeAdapter(
    Annotated[GrammarFile, Field(discriminator="document")]
)
