"""What the processes that train find in their environment."""

import os
import shutil
import stat
import tempfile
from types import SimpleNamespace

import pytest

from rnntui.runs.paths import cache_dir
from rnntui.worker import xla_cache
from rnntui.worker.environment import prepare, remove_oldest

NAMES = "CUDA_VISIBLE_DEVICES,OPENBLAS_NUM_THREADS,OMP_NUM_THREADS,TF_ENABLE_ONEDNN_OPTS,TF_XLA_FLAGS"


def environment(client, train):
    """What a run's process sees."""
    return next(iter(client.submit(train(f"started={NAMES} finish")))).versions


def test_gpus_are_hidden_whatever_the_user_has_set(client, train, monkeypatch):
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0")
    assert environment(client, train)["CUDA_VISIBLE_DEVICES"] == "-1"


def test_gpus_are_seen_when_asked_for(start, train, monkeypatch):
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0")
    assert environment(start("--gpu"), train)["CUDA_VISIBLE_DEVICES"] == "0"


def test_one_thread_for_blas_and_a_cache_for_compiled_models(client, train, tmp_path, monkeypatch):
    monkeypatch.setenv("TF_XLA_FLAGS", "--tf_xla_auto_jit=0")
    found = environment(client, train)
    assert found["OPENBLAS_NUM_THREADS"] == found["OMP_NUM_THREADS"] == "1"
    cache = tmp_path / "home" / "cache" / "xla"
    assert found["TF_XLA_FLAGS"].split() == [
        "--tf_xla_auto_jit=0",
        f"--tf_xla_persistent_cache_directory={cache}",
        "--tf_xla_persistent_cache_device_types=CPU",
    ]
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700


def test_without_a_place_for_the_cache_there_is_none(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("RNNTUI_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(os, "environ", dict(os.environ))
    os.environ.pop("TF_XLA_FLAGS", None)
    prepare(gpu=False)
    assert "TF_XLA_FLAGS" not in os.environ


@pytest.mark.parametrize("free", [1000, None])
def test_a_run_does_without_the_cache_where_its_disk_is_full_or_gone(tmp_path, monkeypatch, free):
    def usage(path):
        if free is None:
            raise FileNotFoundError(path)
        return SimpleNamespace(free=free)

    monkeypatch.setattr(os, "environ", dict(os.environ))
    os.environ["TF_XLA_FLAGS"] = f"--tf_xla_auto_jit=0 --tf_xla_persistent_cache_directory={tmp_path}"
    xla_cache.spare()
    assert xla_cache.directory() == tmp_path
    monkeypatch.setattr(shutil, "disk_usage", usage)
    xla_cache.spare()
    assert os.environ["TF_XLA_FLAGS"] == "--tf_xla_auto_jit=0"


def test_a_home_with_a_blank_has_its_cache_in_the_temporary_directory(tmp_path, monkeypatch):
    monkeypatch.setenv("RNNTUI_HOME", str(tmp_path / "my home"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(os, "environ", dict(os.environ))
    prepare(gpu=False)
    place = tmp_path / f"rnntui-xla-{os.getuid()}"
    assert f"--tf_xla_persistent_cache_directory={place} " in os.environ["TF_XLA_FLAGS"]
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_a_cache_that_others_could_write_is_closed_to_them(monkeypatch):
    (cache_dir() / "xla").mkdir(parents=True)
    (cache_dir() / "xla").chmod(0o777)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    prepare(gpu=False)
    assert stat.S_IMODE((cache_dir() / "xla").stat().st_mode) == 0o700


def test_the_cache_loses_what_was_not_used_for_longest(tmp_path):
    for age, name in enumerate("abcd"):
        path = tmp_path / name
        path.write_bytes(b"x" * 100)
        os.utime(path, (1000 - age, 1000 - age))
    remove_oldest(tmp_path, 250)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_cache_within_its_limit_stays_whole(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * 100)
    remove_oldest(tmp_path, 100)
    assert (tmp_path / "a").exists()
