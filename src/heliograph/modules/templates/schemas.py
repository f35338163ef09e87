"""What crosses the wire of templates."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

NAME = r"^[a-z][a-z0-9_]{0,39}$"
FORMAT: Literal["heliograph.templates/1"] = "heliograph.templates/1"
MOST_IN_A_FILE = 200

Entry = Annotated[str, Field(max_length=1_000)] | int | Annotated[float, Field(allow_inf_nan=False)]
GivenValue = (
    Annotated[str, Field(max_length=20_000)]
    | int
    | Annotated[float, Field(allow_inf_nan=False)]
    | Annotated[list[Entry], Field(max_length=200)]
    | None
)
Values = Annotated[
    dict[Annotated[str, Field(max_length=64)], GivenValue],
    Field(max_length=200, description="Values by the names of fields; dates as YYYY-MM-DD."),
]
Place = Annotated[str, Field(max_length=64, pattern=r"^[a-z0-9_-]*$")]
Language = Annotated[str, Field(min_length=2, max_length=16, pattern=r"^[A-Za-z-]+$")]
Name = Annotated[
    str, Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f]*\S[^\x00-\x1f]*$")
]
Description = Annotated[str, Field(max_length=1_000, pattern=r"^[^\x00]*$")]
Body = Annotated[
    str,
    Field(max_length=100_000, description="Text with {{name}}, {{#name}}…{{/name}}, {{^name}}."),
]


class FieldModel(BaseModel):
    """One typed placeholder."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(pattern=NAME)
    type: Literal["text", "number", "date", "list", "choice"] = "text"
    required: bool = Field(True, description="Without it the text is not ready.")
    default: GivenValue = None
    max: int | None = Field(
        None, ge=1, le=5_000, description="Longest text in characters, or most entries of a list."
    )
    choices: list[Annotated[str, Field(min_length=1, max_length=200)]] = Field(
        default_factory=list, max_length=100
    )
    style: Literal["full", "short", "weekday", "iso"] = Field(
        "full", description="How a date is written: 21 November 2026, without the year, and so on."
    )
    sample: GivenValue = Field(None, description="What a preview shows where nothing is given.")
    help: str = Field("", max_length=300, pattern=r"^[^\x00]*$")


Fields = Annotated[list[FieldModel], Field(max_length=40)]


class TemplateOrder(BaseModel):
    """A template to be made; a place that is left out means all of that kind."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    body: Body
    description: Description = ""
    pack: Place = ""
    content_type: Place = ""
    subject: Place = ""
    platform: Place = ""
    language: Language = "en"
    fields: Fields | None = Field(
        None, description="Default: a field for each name in the text, found out from its use."
    )


class TemplateChange(BaseModel):
    """What may be changed about a template; another text or other fields make a new version."""

    model_config = ConfigDict(extra="forbid")

    version: int | None = Field(
        None, ge=1, description="The version that was read; refused when there is a newer one."
    )
    name: Name | None = None
    body: Body | None = None
    description: Description | None = None
    pack: Place | None = None
    content_type: Place | None = None
    subject: Place | None = None
    platform: Place | None = None
    language: Language | None = None
    fields: Fields | None = None
    is_archived: bool | None = None


class TemplateOut(BaseModel):
    """A template as it is shown."""

    id: UUID
    name: str
    description: str
    pack: str
    content_type: str
    subject: str
    platform: str
    language: str
    version: int
    body: str
    fields: list[FieldModel]
    usage_count: int
    last_used_at: datetime | None
    archived_at: datetime | None
    created_at: datetime
    updated_at: datetime


class TemplateVersionOut(BaseModel):
    """A wording a template has or had."""

    number: int
    body: str
    fields: list[FieldModel]
    created_by: UUID | None
    created_at: datetime


class TroubleOut(BaseModel):
    """Something wrong, and how to mend it; line and column where it is in the template."""

    code: str
    level: Literal["error", "warning"]
    message: str
    remedy: str
    line: int | None
    column: int | None
    field: str | None


class CountOut(BaseModel):
    """How long a platform finds the text."""

    platform: str
    count: int
    max: int
    unit: str
    fits: bool


class PreviewIn(BaseModel):
    """A template, saved or not, to be tried out; what is left out is the saved template's."""

    model_config = ConfigDict(extra="forbid")

    body: Body | None = None
    fields: Fields | None = None
    language: Language | None = None
    values: Values = Field(default_factory=dict)
    platforms: list[Place] | None = Field(
        None, max_length=20, description="Default: the template's own."
    )
    brand_id: UUID | None = Field(None, description="Whose forbidden words are looked for.")


class DraftPreviewIn(PreviewIn):
    """A template that is not saved, to be tried out."""

    body: Body


class FillIn(BaseModel):
    """What a template is filled with."""

    model_config = ConfigDict(extra="forbid")

    values: Values = Field(default_factory=dict)
    brand_id: UUID | None = Field(None, description="Whose forbidden words are looked for.")


class FilledOut(BaseModel):
    """A filled text; it is ready when no problem is an error."""

    text: str
    is_ready: bool
    problems: list[TroubleOut]
    counts: list[CountOut]
    fields: list[FieldModel]


class PortableTemplate(TemplateOrder):
    """A template in a file."""

    fields: Fields = Field(default_factory=list)


class TemplateFile(BaseModel):
    """Templates as they travel between workspaces."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["heliograph.templates/1"]
    templates: list[PortableTemplate] = Field(max_length=MOST_IN_A_FILE)


class ImportedOut(BaseModel):
    """What an import did, by names."""

    created: list[str]
    updated: list[str]
    unchanged: list[str]


class PromptOut(BaseModel):
    """A prompt file: what a model is told."""

    id: str
    version: int
    label: str
    source: str
    about: str
    places: list[str]
    used_for: list[str]
    text: str


Stored = dict[str, Any]
