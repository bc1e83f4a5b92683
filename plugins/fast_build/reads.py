"""Notes what a template reads while it is rendered: names, attributes of articles, items of mappings.

Jinja asks its environment for every attribute, item and filter, and its context for every name and
call; here they note what they are asked. What is read of anything but an article or page is decided
by how one came to it, so nothing is noted there. What may bring something else the next time, such
as a function that nobody knows here, makes a page one that has to be rendered each time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.defaults import DEFAULT_FILTERS, DEFAULT_NAMESPACE, DEFAULT_TESTS
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference, Undefined
from jinja2.utils import Cycler, Joiner, Namespace, missing

from .compiled import CompiledTemplates, names_used_whole
from .values import MAPPINGS, MISSING, Form, Unknown, Values, is_mapping

# By chance, by identity, or past the environment.
_UNSURE = {"random", "attr", "pprint", "sameas"}
_OF_JINJA = (BlockReference, Cycler, Joiner, LoopContext, Macro, Namespace, TemplateModule)
_OF_JINJA += (TemplateReference, Undefined)
_CALLED = (BlockReference, Cycler, Joiner, Macro)
_MAKERS = frozenset(
    DEFAULT_NAMESPACE[name] for name in ("range", "dict", "cycler", "joiner", "namespace")
)
_READING = {"get", "items", "keys", "values", "copy", "index", "count"}
CHANGING = {  # methods of lists, sets and mappings
    *("append", "extend", "insert", "update", "setdefault", "pop", "popitem", "add", "remove"),
    *("clear", "sort", "reverse", "discard", "move_to_end"),
}
_HOLDERS = (list, tuple, set, frozenset, *MAPPINGS)
_WHOLE = {"items", "keys", "values", "copy"}
KEYED = ("keyed",)
CHANGES = ("changes",)  # of what is one thing for one page and another for the next

_NEW = object()

# By the identity of an article or page: what stands for its attributes.
Facts = dict[Form, dict[str, Form]]


def note(facts: dict[str, Form], name: str, form: Form) -> None:
    """Note what stands for an attribute: it may stand for something else in another page."""
    if facts.setdefault(name, form) != form:
        facts[name] = CHANGES


class Names(dict):
    """Names of attributes that a page has read of an article or page.

    Holds, by one more name, those with that one: to note a name is to look it up, and pages that read
    the same share what they have noted.
    """

    def __init__(self, names: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.names = names

    def __missing__(self, name: str) -> Names:
        is_known = name in self.names
        self[name] = more = self if is_known else Names(tuple(sorted((*self.names, name))))
        return more


_NO_NAMES = Names()


class PageReads:
    """What the rendering of one page read.

    `names` are what stands for the names of its context, `of_globals` for those of the environment;
    `items` what stood in a mapping of the context under a key; `reads` the names of attributes by
    article or page, whose values are the tracer's `facts`. `unsure` says why all that does not decide
    the page.
    """

    def __init__(self, context: Mapping[str, Any], of_globals: Mapping[str, Any]) -> None:
        self.context = context
        self.globals = of_globals
        self.names: dict[str, Form] = {}
        self.of_globals: dict[str, Form] = {}
        self.items: dict[tuple[str, Form], Form] = {}
        self.reads: dict[Any, Names] = {}
        # Mappings of which each item that is read is noted. Not by `id`: Python tells each of its
        # calls to whoever notes what a build reads.
        self.keyed: list[tuple[Any, str]] = []
        self.unsure = ""

    def take(self, other: PageReads) -> None:
        """Take what was read to make a template that this page uses."""
        self.of_globals |= other.of_globals
        for content, names in other.reads.items():
            for name in names.names:
                self.read(content, name)
        self.unsure = self.unsure or other.unsure

    def names_of_keyed(self, thing: Any) -> list[str]:
        """Return under which names a thing is such a mapping."""
        return [name for mapping, name in self.keyed if mapping is thing]

    def read(self, content: Any, name: str) -> None:
        """Note an attribute of an article or page."""
        reads = self.reads
        reads[content] = reads.get(content, _NO_NAMES)[name]


class Tracer:
    """Notes what the pages read that are rendered between `begin` and `end`.

    `is_pure` returns whether the result of a filter or test of the site depends on nothing but what
    it is given; Jinja's own are known. `spoilt` says why no page at all is decided by what it reads.
    """

    def __init__(self, values: Values, is_pure: Callable[[object], bool]) -> None:
        self.values = values
        self.facts: Facts = {}
        self.page: PageReads | None = None
        self.spoilt = ""
        # What stands for the text of an article or page, where that is known without reading it.
        self.text_form: Callable[[Any], Form | None] = lambda _content: None
        self._is_pure = is_pure
        # By article or page, each of which equals none but itself: values, and its facts.
        self._known: dict[Any, tuple[dict[str, Any], dict[str, Form]]] = {}
        self._named: dict[str, tuple[list | tuple, Form]] = {}
        self._whole: set[str] = set()
        # Attributes, by class and name, that are decided by what stands for their owner.
        self._decided: set[tuple[type, str]] = set()

    # --- Hooks ------------------------------------------------------------------------------------

    def watch(self, env: Environment, compiled: CompiledTemplates) -> None:
        """Have an environment say what its templates read. They are kept among the `compiled`, where
        they are such as Jinja's own methods make and the environment keeps none itself."""
        stock_getattr, stock_getitem, generate = env.getattr, env.getitem, env._generate
        decided, contents, fact = self._decided, self.values.contents, self._fact
        # So Jinja's own method begins: most attributes are found without calling it.
        is_stock = getattr(stock_getattr, "__func__", None) is Environment.getattr
        find = getattr if is_stock else stock_getattr

        def getattr_(thing: Any, name: str) -> Any:
            try:
                value = find(thing, name)
            except AttributeError:
                value = stock_getattr(thing, name)
            if (page := self.page) is not None:
                kind = type(thing)
                if kind in contents:
                    fact(page, thing, name, value)
                elif (kind, name) not in decided:
                    self._attribute(page, thing, name, value)
            return value

        def getitem(thing: Any, key: Any) -> Any:
            value = stock_getitem(thing, key)
            if self.page is not None:
                self._item(self.page, thing, key, value)
            return value

        def generate_and_look(source: nodes.Template, *args, **more) -> str:
            self._whole |= names_used_whole(source)
            return generate(source, *args, **more)

        if env.cache:
            env.cache.clear()
        env.auto_reload = False  # a build has its templates from one moment
        hooks = {
            "getattr": getattr_,
            "getitem": getitem,
            "_generate": generate_and_look,
            "context_class": type("TracedContext", (_TracedContext,), {"tracer": self}),
            "template_class": type("TracedTemplate", (_TracedTemplate,), {"tracer": self}),
        }
        if not env.bytecode_cache and not vars(env).keys() & hooks.keys():
            env.bytecode_cache = compiled.with_hooks(hooks, self._whole.update)
        vars(env).update(hooks)
        env.filters = _Looked(env.filters, self._looks_up("filter", DEFAULT_FILTERS))
        env.tests = _Looked(env.tests, self._looks_up("test", DEFAULT_TESTS))

    def why_unwatched(self, template: Any) -> str:
        """Return why it can't be told what a template reads, or an empty text."""
        env = getattr(template, "environment", None)
        if getattr(env and env.context_class, "tracer", None) is not self:
            return "a template has an environment of its own"
        if not isinstance(env.filters, _Looked) or not isinstance(env.tests, _Looked):
            return "a plugin has replaced the filters of templates"
        if env.finalize or not isinstance(env.bytecode_cache, CompiledTemplates | None):
            return "templates have a cache or a last step of their own"
        return ""

    def _looks_up(self, kind: str, stock: Mapping[str, Any]) -> Callable[[str, Any], None]:
        def looks_up(name: str, found: Any) -> None:
            if self.page is None or found is None or self.page.unsure:
                return
            is_stock = name not in _UNSURE and stock.get(name) is found
            if not is_stock and not self._is_pure(found):
                self.page.unsure = f"the {kind} {name}"

        return looks_up

    # --- A page -----------------------------------------------------------------------------------

    def begin(self, template: Template, context: Mapping[str, Any]) -> PageReads:
        """Note from now on what is read, for one page."""
        self.page = PageReads(context, template.globals)
        return self.page

    def end(self) -> None:
        """Note nothing any more."""
        self.page = None

    def form_of(self, page: PageReads, value: Any) -> Form:
        """Return what stands for a value; where nothing does, the page is unsure."""
        try:
            return self.values.of(value)
        except (Unknown, RecursionError) as reason:
            page.unsure = page.unsure or f"it reads {reason}"
            return MISSING

    def _form_of_named(self, page: PageReads, name: str, value: Any) -> Form:
        """Return what stands for the value of a name: a list is the same for most pages."""
        kept = self._named.get(name)
        if kept and kept[0] is value:
            return kept[1]
        form = self.form_of(page, value)
        if type(value) in (list, tuple) and not page.unsure:
            self._named[name] = value, form
        return form

    def name(self, context: Context, name: str, value: Any) -> None:
        """Note that a template asked for a name."""
        page = self.page
        if page is None or (name in page.names and page.names[name] is not KEYED):
            return
        of_page = "output_file" in context.parent
        if of_page and (page.context.get(name, missing) is value):
            if value is missing and name in page.globals:
                return
            if is_mapping(type(value)) and name not in self._whole:
                if name not in page.names:
                    page.names[name] = KEYED
                    page.keyed.append((value, name))
            else:
                page.names[name] = self._form_of_named(page, name, value)
        elif page.globals.get(name, missing) is value:
            if of_page:  # whose own would come first
                page.names[name] = MISSING
            if name not in page.of_globals:
                page.of_globals[name] = self._form_of_named(page, name, value)

    def _attribute(self, page: PageReads, thing: Any, name: str, value: Any) -> None:
        kind = type(thing)
        values = self.values
        if kind in values.contents:
            self._fact(page, thing, name, value)
        elif is_mapping(kind) and (its_names := page.names_of_keyed(thing)):
            if name in _WHOLE:
                page.names |= dict.fromkeys(its_names, self.form_of(page, thing))
            elif name != "get":
                self._keyed_item(page, thing, name)
        elif not self._is_decided(kind, name):
            page.unsure = page.unsure or f"it reads {name} of a {kind.__qualname__}"
        elif not is_mapping(kind):  # one of which may be keyed, and another not
            self._decided.add((kind, name))

    def _is_decided(self, kind: type, name: str) -> bool:
        """Return whether what stands for a thing of this class decides an attribute of it."""
        values = self.values
        if kind in values.data or issubclass(kind, _OF_JINJA) or kind is type(missing):
            return True
        if kind in values.plain or kind in values.labels:
            return name != "settings"
        return name in getattr(kind, "__dataclass_fields__", getattr(kind, "_fields", ()))

    def _item(self, page: PageReads, thing: Any, key: Any, value: Any) -> None:
        kind = type(thing)
        if is_mapping(kind) and page.names_of_keyed(thing):
            self._keyed_item(page, thing, key)
        elif isinstance(thing, tuple | list):
            pass
        elif kind not in self.values.data:
            self._attribute(page, thing, str(key), value)

    def _keyed_item(self, page: PageReads, mapping: Any, key: Any) -> None:
        is_told = type(mapping) not in MAPPINGS
        try:
            value = mapping.stands_for(key) if is_told else mapping.get(key, missing)
        except TypeError:
            page.unsure = page.unsure or "it asks a mapping for what can't be a key"
            return
        form = self.form_of(page, key)
        if type(key) not in self.values.contents and (type(key) not in (str, int) or form != key):
            page.unsure = page.unsure or f"it asks a mapping for a {type(key).__qualname__}"
        its_form = (value or MISSING) if is_told else self.form_of(page, value)
        for name in page.names_of_keyed(mapping):
            page.items[name, form] = its_form

    def _fact(self, page: PageReads, content: Any, name: str, value: Any) -> None:
        known = self._known.get(content) or self._known_from_now(page, content)
        if known is None:
            return
        values, facts = known
        before = values.get(name, _NEW)
        if before is not value:
            form = self.text_form(content) if name == "content" else None
            if form is None:
                form = self.form_of(page, value)
            if before is _NEW:
                if page.unsure:
                    return
                values[name] = value
            note(facts, name, form)
        page.read(content, name)

    def fact(self, page: PageReads, content: Any, name: str, form: Form) -> None:
        """Note that something else than a template reads an attribute of an article or page, for whose
        value `form` stands."""
        known = self._known.get(content) or self._known_from_now(page, content)
        if known is None or page.unsure:
            return
        note(known[1], name, form)
        page.read(content, name)

    def _known_from_now(
        self, page: PageReads, content: Any
    ) -> tuple[dict[str, Any], dict[str, Form]] | None:
        """Return what is known of an article or page that is read for the first time; None where
        nothing stands for it."""
        identity = self.form_of(page, content)
        if page.unsure:
            return None
        known = self._known[content] = {}, self.facts.setdefault(identity, {})
        return known

    def called(self, thing: Any, args: tuple, more: Mapping[str, Any]) -> None:
        """Note that a template calls something."""
        page = self.page
        if page is None or isinstance(thing, _CALLED) or (type(thing) is type and thing in _MAKERS):
            return
        owner, name = getattr(thing, "__self__", None), getattr(thing, "__name__", "")
        kind = type(owner)
        if is_mapping(kind) and name == "get" and args and page.names_of_keyed(owner):
            self._keyed_item(page, owner, args[0])
        elif kind in _HOLDERS and name in CHANGING:
            self.spoilt = f"a template calls {name}"
        elif not self._is_sure(owner, name, args, more):
            called = getattr(thing, "__qualname__", type(thing).__qualname__)
            page.unsure = page.unsure or f"it calls {called}"

    def _is_sure(self, owner: Any, name: str, args: tuple, more: Mapping[str, Any]) -> bool:
        """Return whether a method of `owner` brings what these and their owner decide."""
        kind = type(owner)
        if kind in _HOLDERS or is_mapping(kind):
            return name in _READING
        if isinstance(owner, _OF_JINJA) or kind in self.values.plain:
            return True
        # A format such as "{0.title}" would read something of what it is given.
        given = (*args, *(value for key, value in more.items() if not key.startswith("_")))
        return owner is not None and self._is_simple(owner) and all(map(self._is_simple, given))

    def _is_simple(self, value: Any) -> bool:
        kind = type(value)
        if kind in (list, tuple):
            return all(type(each) not in _HOLDERS and self._is_simple(each) for each in value)
        return kind in self.values.data and kind not in _HOLDERS


class _Looked(dict):
    """A dictionary that tells of what is looked up."""

    def __init__(self, held: Mapping, looks_up: Callable[[str, Any], None]) -> None:
        super().__init__(held)
        self._looks_up = looks_up

    def __getitem__(self, name):
        found = super().__getitem__(name)
        self._looks_up(name, found)
        return found

    def get(self, name, default=None):
        found = super().get(name, default)
        self._looks_up(name, found)
        return found


class _TracedContext(Context):
    tracer: Tracer

    def resolve_or_missing(self, key: str) -> Any:
        value = Context.resolve_or_missing(self, key)
        self.tracer.name(self, key, value)
        return value

    def call(__self, __thing, *args, **more):
        __self.tracer.called(__thing, args, more)
        return super().call(__thing, *args, **more)


class _TracedTemplate(Template):
    tracer: Tracer

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Return the macros of this template, made once for many pages: each that asks for them has
        read what it took to make them."""
        page = self.tracer.page
        own = self.tracer.begin(self, {})
        try:
            module = super()._get_default_module(ctx)
        finally:
            self.tracer.page = page
        made = vars(self).setdefault("_fast_build_made", own)
        for read in (made, own) if page is not None else ():
            page.take(read)
        return module
