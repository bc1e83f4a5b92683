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
_MAKERS = frozenset(  # as they are: not all that is called has a hash
    id(DEFAULT_NAMESPACE[name]) for name in ("range", "dict", "cycler", "joiner", "namespace")
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

# By the identity of an article or page: what stands for its attributes.
Facts = dict[Form, dict[str, Form]]


class PageReads:
    """What the rendering of one page read.

    `names` are what stands for the names of its context, `of_globals` for those of the environment;
    `items` what stood in a mapping of the context under a key; `reads` the attributes of articles and
    pages, whose values are the tracer's `facts`. `unsure` says why all that does not decide the page.
    """

    def __init__(self, context: Mapping[str, Any], of_globals: Mapping[str, Any]) -> None:
        self.context = context
        self.globals = of_globals
        self.names: dict[str, Form] = {}
        self.of_globals: dict[str, Form] = {}
        self.items: dict[tuple[str, Form], Form] = {}
        self.reads: dict[Form, set[str]] = {}
        self.keyed: dict[int, str] = {}
        self.unsure = ""

    def take(self, other: PageReads) -> None:
        """Take what was read to make a template that this page uses."""
        self.of_globals |= other.of_globals
        for identity, names in other.reads.items():
            self.reads.setdefault(identity, set()).update(names)
        self.unsure = self.unsure or other.unsure


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
        self._is_pure = is_pure
        # By article or page, each of which equals none but itself, and name.
        self._known: dict[tuple[Any, str], tuple[Any, Form, Form]] = {}
        self._forms: dict[int, tuple[Any, Form]] = {}
        self._whole: set[str] = set()
        # Attributes, by class and name, that are decided by what stands for their owner.
        self._decided: set[tuple[type, str]] = set()

    # --- Hooks ------------------------------------------------------------------------------------

    def watch(self, env: Environment, compiled: CompiledTemplates) -> None:
        """Have an environment say what its templates read. They are kept among the `compiled`, where
        they are such as Jinja's own methods make and the environment keeps none itself."""
        stock_getattr, stock_getitem, generate = env.getattr, env.getitem, env._generate
        decided = self._decided

        def getattr_(thing: Any, name: str) -> Any:
            value = stock_getattr(thing, name)
            if self.page is not None and (type(thing), name) not in decided:
                self._attribute(self.page, thing, name, value)
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
        is_list = type(value) in (list, tuple)
        if is_list:
            kept = self._forms.get(id(value))
            if kept and kept[0] is value:
                return kept[1]
        try:
            form = self.values.of(value)
        except (Unknown, RecursionError) as reason:
            page.unsure = page.unsure or f"it reads {reason}"
            return MISSING
        if is_list:
            self._forms[id(value)] = value, form
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
                page.names[name] = KEYED
                page.keyed[id(value)] = name
            else:
                page.names[name] = self.form_of(page, value)
        elif page.globals.get(name, missing) is value:
            if of_page:  # whose own would come first
                page.names[name] = MISSING
            if name not in page.of_globals:
                page.of_globals[name] = self.form_of(page, value)

    def _attribute(self, page: PageReads, thing: Any, name: str, value: Any) -> None:
        kind = type(thing)
        values = self.values
        if kind in values.contents:
            self._fact(page, thing, name, value)
        elif is_mapping(kind) and id(thing) in page.keyed:
            if name in _WHOLE:
                page.names[page.keyed[id(thing)]] = self.form_of(page, thing)
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
        if is_mapping(kind) and id(thing) in page.keyed:
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
        page.items[page.keyed[id(mapping)], form] = its_form

    def _fact(self, page: PageReads, content: Any, name: str, value: Any) -> None:
        kept = self._known.get((content, name))
        if kept is None:
            identity, form = self.form_of(page, content), self.form_of(page, value)
            if page.unsure:
                return
            kept = self._known[content, name] = value, form, identity
            self._note(identity, name, form)
        elif kept[0] is not value and self.form_of(page, value) != kept[1]:
            self.facts[kept[2]][name] = CHANGES
        names = page.reads.get(kept[2])
        if names is None:
            page.reads[kept[2]] = {name}
        else:
            names.add(name)

    def fact(self, page: PageReads, content: Any, name: str, form: Form) -> None:
        """Note that something else than a template reads an attribute of an article or page, for whose
        value `form` stands."""
        identity = self.form_of(page, content)
        if not page.unsure:
            self._note(identity, name, form)
            page.reads.setdefault(identity, set()).add(name)

    def _note(self, identity: Form, name: str, form: Form) -> None:
        facts = self.facts.setdefault(identity, {})
        facts[name] = form if facts.get(name, form) == form else CHANGES

    def called(self, thing: Any, args: tuple, more: Mapping[str, Any]) -> None:
        """Note that a template calls something."""
        page = self.page
        if page is None or id(thing) in _MAKERS or isinstance(thing, _CALLED):
            return
        owner, name = getattr(thing, "__self__", None), getattr(thing, "__name__", "")
        kind = type(owner)
        if is_mapping(kind) and id(owner) in page.keyed and name == "get" and args:
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
