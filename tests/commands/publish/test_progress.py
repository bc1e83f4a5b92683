import io

from commands.publish import rclone
from commands.publish.progress import Progress, bar


def test_the_bar_says_how_much_of_how_much_was_sent():
    assert bar(1_000_000, 2_000_000) == f"[{'#' * 15}{'.' * 15}]  50%  1.0 of 2.0 MB"
    assert bar(3, 2) == f"[{'#' * 30}] 100%  0.0 of 0.0 MB"


def test_nothing_is_drawn_where_nobody_watches():
    out = io.StringIO()
    progress = Progress(10, out)
    progress.add(10)
    progress.end()

    assert out.getvalue() == ""


def test_a_long_upload_is_drawn_and_the_bar_taken_away_at_the_end(monkeypatch):
    out = io.StringIO()
    out.isatty = lambda: True
    clock = iter([0, 0.1, 1, 1])
    monkeypatch.setattr("commands.publish.progress.time.monotonic", lambda: next(clock))
    progress = Progress(100, out)
    progress.add(10)  # too early
    progress.add(40)
    progress.end()

    assert out.getvalue() == f"\r{bar(50, 100)}\r\x1b[K"


def test_rclone_tells_how_much_it_sent(built, tmp_path):
    told = []
    site = built({"index.html": "x" * 1000, "a.css": "y" * 500})
    rclone.run("copy", str(site), str(tmp_path / "there"), sent=told.append)

    assert sum(told) == 1500
