from tests.digests.compare import differences, digest, groups, masked

BASE = {"a/1/index.html": b"one\n", "a/2/index.html": b"two\n", "style.0123abcd.css": b"{}"}
HEAD = {"a/1/index.html": b"ONE\n", "a/2/index.html": b"TWO\n", "style.4567abcd.css": b"{}"}


def test_hashes_in_names_of_assets_do_not_count() -> None:
    assert masked(BASE)["style.xxxxxxxx.css"] == b"{}"
    assert masked({"index.html": b"style.0123abcd.css"}) == {"index.html": b"style.xxxxxxxx.css"}


def test_files_that_a_mask_makes_one_are_all_compared() -> None:
    assert masked({"a.01234567.png": b"2", "a.abcdabcd.png": b"1"}) == {"a.xxxxxxxx.png": b"12"}


def test_a_digest_covers_paths_and_bytes() -> None:
    assert (
        len({digest(BASE), digest(HEAD), digest({}), digest({"b": b""}), digest({"c": b""})}) == 5
    )


def test_files_of_one_kind_are_listed_together() -> None:
    lines = list(groups(BASE, HEAD, sorted(BASE | HEAD)))
    assert lines[0] == "~ a/*/index.html  2: a/1/index.html, a/2/index.html"
    assert [line[0] for line in lines[1:]] == ["-", "+"]


def test_texts_are_compared_by_lines() -> None:
    assert list(differences(BASE, HEAD, "a/1/index.html"))[-2:] == ["-one", "+ONE"]
