"""What is wrong with rules, each alone, among each other, and beside the pages of the site.

Nothing is mended in silence: a chain is an error like a loop, and its message says what to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from .address import fault_of_new, fault_of_old, path_of, plain, same, tidied_target
from .rule import Problem, Rule, Site


def tidied(rules: Iterable[Rule], site: Site) -> tuple[list[Rule], list[Problem]]:
    """Return the rules that are well formed, with `old` as people read it and `new` as servers
    write it, and what is wrong with the others. A made rule that is not is left out: nobody wrote
    it, and nobody could mend it."""
    good, problems = [], []
    for rule in rules:
        faults = [
            fault_of_old(rule.old, site.path, site.address),
            fault_of_new(rule.new, site.path, site.address),
        ]
        if not rule.made:
            problems += [rule.problem(what, f"{cure}.") for what, cure in filter(None, faults)]
        if not any(faults):
            good.append(replace(rule, old=plain(rule.old), new=tidied_target(rule.new)))
    return good, problems


def checked(rules: Iterable[Rule], site: Site) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    """Return the rules to compile, sorted by their old addresses, and everything that is wrong.

    Made rules give way to a page of the site and to a rule that someone wrote, and go where they
    would lead nowhere.
    """
    good, problems = tidied(rules, site)
    said = [rule for rule in good if not rule.made]
    by_old: dict[str, Rule] = {}
    for rule in said:
        first = by_old.setdefault(rule.old, rule)
        if first is not rule:
            problems.append(_twice(rule, first))
    problems += _rivals(by_old.values())
    taken = {same(old) for old in by_old}
    for rule in good:
        gives_way = same(rule.old) in taken or _page_at(rule.old, site.pages)
        if rule.made and not gives_way and not any(_dead_end(rule, site)):
            by_old.setdefault(rule.old, rule)
    table = tuple(sorted(by_old.values(), key=lambda rule: rule.old))
    problems += _clashes(said, site)
    # A rule for a page of the site is wrong already: what leads to that page is not.
    problems += _ways([r for r in table if not _page_at(r.old, site.pages)], site)
    return table, tuple(sorted(set(problems)))


def _twice(rule: Rule, first: Rule) -> Problem:
    return rule.problem(f"'{rule.old}' is also redirected at {first.place}", "Keep one of the two.")


def _rivals(rules: Iterable[Rule]) -> Iterator[Problem]:
    """`/old` and `/old/` are one address to several hosts: they may not lead to two places."""
    seen: dict[str, Rule] = {}
    for rule in rules:
        first = seen.setdefault(same(rule.old), rule)
        if (first.new, first.status) != (rule.new, rule.status):
            yield rule.problem(
                f"'{rule.old}' and '{first.old}' ({first.place}) are one address to several hosts",
                "Let both lead to one place.",
            )


def _clashes(rules: Iterable[Rule], site: Site) -> Iterator[Problem]:
    for rule in rules:
        if page := _page_at(rule.old, site.pages):
            yield rule.problem(
                f"'{rule.old}' is not old: the site has {page} there",
                "Take this address out, or move the page.",
            )


def _page_at(path: str, pages: Iterable[str]) -> str | None:
    """Return the page that some host answers with at `path`, if there is one."""
    bare = same(path).lstrip("/")
    exact = path.lstrip("/")
    for page in (exact, f"{bare}/index.html" if bare else "index.html", f"{bare}.html", bare):
        if page and page in pages:
            return page
    return None


def _ways(table: Iterable[Rule], site: Site) -> Iterator[Problem]:
    """Yield what is wrong with where rules lead: round in a circle, to another rule, to nothing."""
    by_old = {same(rule.old): rule for rule in table}
    told: set[str] = set()
    for rule in by_old.values():
        circle = _circle(rule, by_old)
        if circle and not told & {other.old for other in circle}:
            told |= {other.old for other in circle}
            way = " -> ".join([*(other.old for other in circle), circle[0].old])
            yield min(circle, key=lambda r: (r.file, r.line, r.old)).problem(
                f"these lead in a circle: {way}", "Let one of them lead to a page."
            )
    for rule in table:
        onward = _next(rule, by_old)
        if onward is not None:
            end = _end(rule, by_old)
            if end is not None:
                yield rule.problem(
                    f"'{rule.old}' leads to '{rule.new}', which leads on ({onward.place})",
                    f"Write {end.new} here, so that readers get there in one step.",
                )
        else:
            yield from _dead_end(rule, site)


def _next(rule: Rule, by_old: Mapping[str, Rule]) -> Rule | None:
    path = path_of(rule.new)
    return None if path is None else by_old.get(same(path))


def _end(rule: Rule, by_old: Mapping[str, Rule]) -> Rule | None:
    """Return the last rule on the way from `rule`, or None where there is no last."""
    passed = {same(rule.old)}
    while (onward := _next(rule, by_old)) is not None:
        if same(onward.old) in passed:
            return None
        passed.add(same(onward.old))
        rule = onward
    return rule


def _circle(rule: Rule, by_old: Mapping[str, Rule]) -> list[Rule]:
    """Return the rules of the circle that `rule` is part of, from it on; none where it is not."""
    passed = [rule]
    while (onward := _next(passed[-1], by_old)) is not None:
        if same(onward.old) == same(rule.old):
            return passed
        if any(same(onward.old) == same(other.old) for other in passed):
            return []
        passed.append(onward)
    return []


def _dead_end(rule: Rule, site: Site) -> Iterator[Problem]:
    path = path_of(rule.new)
    if path is None:
        return
    file = path.lstrip("/")
    answers = f"{file}index.html" if path.endswith("/") else file
    if answers in site.files:
        return
    if f"{file}/index.html" in site.files:
        rest = rule.new[len(urlsplit(rule.new).path) :]
        yield rule.problem(
            f"'{rule.new}' is the address of a folder without its slash, which costs a second step",
            f"Write {urlsplit(rule.new).path}/{rest}.",
        )
        return
    yield rule.problem(
        f"'{rule.old}' leads to '{rule.new}', which the site does not have",
        "Mend the new address; a draft has none.",
    )
