"""Stable Diffusion on this machine, with a pipeline so small that it is built in a moment.

Its weights are random, so what it paints is nothing; what is tested is that a folder as diffusers
saves it is found, loaded without code or network, and painted with, the same for the same seed.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from heliograph.extensions.providers.diffusion import LocalDiffusion
from heliograph.kit.http import HTTPClient
from heliograph.sdk.generating import ModelAccess, ModelUnknown
from heliograph.sdk.painting import PaintOrder

ORDER = PaintOrder("paper with grain", 96, 64, seed=11, avoid="letters")
VOCABULARY = {"<|startoftext|>": 0, "<|endoftext|>": 1, "a</w>": 2, "a": 3}


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of models with one tiny pipeline made from configuration alone."""
    diffusers: Any = pytest.importorskip("diffusers", reason="the extra `diffusion` is absent")
    transformers: Any = pytest.importorskip("transformers", reason="the extra is absent")
    torch = importlib.import_module("torch")
    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("models")
    words = folder / "words"
    words.mkdir()
    (words / "vocab.json").write_text(json.dumps(VOCABULARY))
    (words / "merges.txt").write_text("#version: 0.2\n")
    text = transformers.CLIPTextConfig(
        vocab_size=len(VOCABULARY), hidden_size=32, intermediate_size=37, num_hidden_layers=2,
        num_attention_heads=4, max_position_embeddings=77, bos_token_id=0, eos_token_id=1,
        pad_token_id=1,
    )  # fmt: skip
    unet = diffusers.UNet2DConditionModel(
        block_out_channels=(32, 64), layers_per_block=1, sample_size=8, in_channels=4,
        out_channels=4, down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"), cross_attention_dim=32,
    )  # fmt: skip
    vae = diffusers.AutoencoderKL(
        block_out_channels=(32, 64), in_channels=3, out_channels=3, latent_channels=4,
        down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2,
    )  # fmt: skip
    pipeline = diffusers.StableDiffusionPipeline(
        vae=vae,
        text_encoder=transformers.CLIPTextModel(text),
        tokenizer=transformers.CLIPTokenizer(
            str(words / "vocab.json"),
            str(words / "merges.txt"),
            pad_token="<|endoftext|>",
            model_max_length=77,
        ),
        unet=unet,
        scheduler=diffusers.DDIMScheduler(steps_offset=1, clip_sample=False),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    pipeline.save_pretrained(folder / "tiny", safe_serialization=True)
    return folder


def local(folder: Path | None, model: str = "tiny") -> LocalDiffusion:
    options = {"steps": "2", "side": "64"}
    return LocalDiffusion(ModelAccess(HTTPClient(), "", model, options=options, folder=folder))


@pytest.mark.filterwarnings("default")
async def test_a_local_model_paints_the_same_for_the_same_seed(models: Path) -> None:
    first = await local(models).paint(ORDER)
    again = await local(models).paint(ORDER)
    other = await local(models).paint(PaintOrder("paper with grain", 96, 64, seed=12))

    assert (first.mime, first.width, first.height) == ("image/png", 64, 40)
    assert first.data == again.data
    assert first.data != other.data
    assert await local(models).models() == ["tiny"]


@pytest.mark.filterwarnings("default")
async def test_a_model_that_may_hold_code_is_not_loaded(models: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pickled"
    folder.mkdir()
    for file in (models / "tiny").rglob("*"):
        if file.is_file() and file.suffix != ".safetensors":
            place = folder / file.relative_to(models / "tiny")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read_bytes())
    (folder / "unet" / "diffusion_pytorch_model.bin").write_bytes(b"cos\nsystem\n(S'true'\ntR.")
    with pytest.raises(ModelUnknown, match="cannot be loaded"):
        await local(tmp_path, "pickled").paint(ORDER)


@pytest.mark.parametrize("model", ["absent", "../tiny", "/etc", "", ".hidden", "a/b"])
async def test_a_model_is_a_name_among_the_models_and_nothing_else(
    tmp_path: Path, model: str
) -> None:
    with pytest.raises(ModelUnknown):
        await local(tmp_path, model).paint(ORDER)


@pytest.mark.parametrize("steps", ["many", "0", "-3", "9999", "nan"])
async def test_a_senseless_option_is_named(tmp_path: Path, steps: str) -> None:
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "model_index.json").write_text("{}")
    access = ModelAccess(HTTPClient(), "", "some", options={"steps": steps}, folder=tmp_path)
    with pytest.raises(ModelUnknown, match="option steps"):
        await LocalDiffusion(access).paint(ORDER)


async def test_without_a_folder_there_are_no_models(tmp_path: Path) -> None:
    assert await local(None).models() == ()
    assert await local(tmp_path).models() == []


@pytest.mark.skipif(
    importlib.util.find_spec("diffusers") is not None, reason="the extra `diffusion` is present"
)
async def test_without_the_extra_it_is_told_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "model_index.json").write_text("{}")
    with pytest.raises(ModelUnknown, match="extra `diffusion`"):
        await local(tmp_path, "some").paint(ORDER)
