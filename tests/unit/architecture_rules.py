"""The house's rules over the source code: each takes the modules of a tree and returns what breaks it, in words."""

import ast
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

LONGEST_FUNCTION = 50
LONGEST_TEST = 60
LONGEST_FILE = 400
MOST_POSITIONAL = 5

# layer -> what it may import besides itself; None: everything
_LOW = {"domain", "models", "queries", "paper", "signing", "storage"}
_MIDDLE = _LOW | {"actions", "notify", "auth", "settings", "database", "sandbox"}
MAY_IMPORT: dict[str, set[str] | None] = {
    "domain": set(),
    "forms": {"domain"},
    "paper": {"domain"},
    "signing": {"domain"},
    "storage": {"domain"},
    "sandbox": {"domain"},
    "settings": {"domain"},
    "embedded_server": {"domain"},
    "database": {"settings", "embedded_server"},
    "setup": {"domain"},
    "models": {"domain"},
    "queries": {"models", "domain"},
    "actions": _LOW,
    "notify": _LOW,
    "auth": _LOW | {"settings"},
    "jobs": _MIDDLE,
    "web": (_MIDDLE | {"forms", "jobs"}) - {"models"},
    "api": (_MIDDLE | {"forms", "jobs"}) - {"models"},
    "cli": _MIDDLE | {"forms", "jobs", "setup"},
    "app": None,
    "workflow": {"app"},
    "__main__": {"cli", "setup"},
}
# (importer, imported) -> why it may nevertheless
IMPORTS_WITH_REASON = {
    ("workflow.auth.throttle", "workflow.actions.transaction"): "a try counted is written",
    ("workflow.auth.sign_in", "workflow.actions.entry_code"): "a code from the office is used up as it opens",
    ("workflow.auth.second_factor", "workflow.actions.second_factor"): "a code is used up as it opens",
    ("workflow.auth.passkeys", "workflow.actions.passkey"): "a question is answered once",
    ("workflow.auth.outside", "workflow.actions.outside_identity"): "a question is answered once",
    ("workflow.auth.seat", "workflow.actions.browser_session"): "a sign-in is a row, and whoever comes by is noted",
    (
        "workflow.auth.turnstile",
        "workflow.actions.transaction",
    ): "a question counted is written",
    ("workflow.jobs.worker", "workflow.app"): "a worker runs its jobs inside an application",
    ("workflow.cli.serve", "workflow.app"): "the web server serves the application",
}
COMMITS = "workflow.actions.transaction"
REQUEST_NAMES = {"request", "g", "session", "current_app"}
REQUEST_LAYERS = {"web", "api", "auth", "cli", "app"}
BROAD_EXCEPT_WITH_REASON = {
    "workflow.actions.transaction": "rolls back and raises again",
    "workflow.jobs.digest": "whatever one person's notice fails of holds up nobody else's",
    "workflow.jobs.last_word": "whatever a job fails of is told to whoever waits for it",
    "workflow.sandbox.child": "whatever hostile input does to our code is said to the one who waits",
    "workflow.signing.long_term": "foreign answers can make a parser raise anything, and no paper waits for them",
    "workflow.signing.verify": "a hostile file can make a parser raise anything",
}


@dataclass(frozen=True)
class Import:
    """One imported module name; `is_late` inside a function or for type checkers only."""

    name: str
    line: int
    is_late: bool


@dataclass(frozen=True)
class Module:
    """One Python file, by its dotted name."""

    name: str
    path: Path

    @cached_property
    def source(self) -> str:
        """The text of the file."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.source)

    @cached_property
    def package(self) -> str:
        """The first part of the name: workflow, forms, tests."""
        return self.name.partition(".")[0]

    @property
    def layer(self) -> str:
        """The layer the module belongs to."""
        return layer_of(self.name)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method, inner ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    @cached_property
    def imports(self) -> list[Import]:
        """Every import; `from a import b` counts as a.b, which may or may not be a module."""
        found: list[Import] = []
        for statement in self.tree.body:
            late_block = isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.unparse(statement.test)
            for node in ast.walk(statement):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    is_late = late_block or isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
                    found += [Import(name, node.lineno, is_late) for name in _names(node)]
        return found


def _names(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    origin = "." * node.level + (node.module or "")
    return [f"{origin}.{alias.name}" for alias in node.names]


def layer_of(name: str) -> str:
    """`workflow.paper.pdf` → paper; `forms.draft` → forms; `workflow` → workflow."""
    parts = name.split(".")
    return parts[1] if parts[0] == "workflow" and len(parts) > 1 else parts[0]


def modules_in(root: Path, *packages: str) -> list[Module]:
    """The modules of the packages below a root folder."""
    files = [file for package in packages for file in sorted((root / package).rglob("*.py"))]
    return [Module(_dotted(file.relative_to(root)), file) for file in files]


def _dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imports_point_downward(modules: Sequence[Module]) -> list[str]:
    """Each layer imports only what stands below it."""
    return [
        f"{module.name}:{found.line} imports {found.name}"
        for module in modules
        for found in module.imports
        if _is_ours(found.name) and not _may_import(module, found.name)
    ]


def _is_ours(name: str) -> bool:
    return name.startswith(".") or name.partition(".")[0] in {"workflow", "forms", "tests"}


def _may_import(module: Module, name: str) -> bool:
    allowed = MAY_IMPORT.get(module.layer, set())
    if name == "workflow" or any(
        module.name == importer and (name == imported or name.startswith(f"{imported}."))
        for importer, imported in IMPORTS_WITH_REASON
    ):
        return True
    return allowed is None or layer_of(name) in allowed | {module.layer}


def no_import_cycles(modules: Sequence[Module]) -> list[str]:
    """No module needs itself to be loaded; imports inside functions do not count."""
    names = {module.name for module in modules}
    graph = {
        module.name: {_module_of(found.name, names) for found in module.imports if not found.is_late} & names
        for module in modules
    }
    done: set[str] = set()
    cycles: list[str] = []

    def visit(name: str, trail: list[str]) -> None:
        if name in trail:
            cycles.append(" → ".join([*trail[trail.index(name) :], name]))
        elif name not in done:
            for target in sorted(graph[name]):
                visit(target, [*trail, name])
            done.add(name)

    for name in sorted(graph):
        visit(name, [])
    return cycles


def _module_of(name: str, names: set[str]) -> str:
    """`a.b` is the module a.b if there is one, else something inside a."""
    return name if name in names else name.rpartition(".")[0]


def foundations_stand_alone(modules: Sequence[Module]) -> list[str]:
    """The package itself and the set-up need the standard library alone; the domain also `transitions`."""
    extra = {"workflow": set[str](), "setup": set[str](), "domain": {"transitions"}}
    return [
        f"{module.name}:{found.line} imports {found.name}"
        for module in modules
        if module.layer in extra
        for found in module.imports
        if not _is_ours(found.name)
        and found.name.partition(".")[0] not in set(sys.stdlib_module_names) | extra[module.layer]
    ]


def only_the_transaction_commits(modules: Sequence[Module]) -> list[str]:
    """`.commit(` stands in actions/transaction.py and nowhere else."""
    return [
        f"{module.name}:{node.lineno} commits"
        for module in modules
        if module.name != COMMITS
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]


def the_request_stays_at_the_door(modules: Sequence[Module]) -> list[str]:
    """Flask's request, g, session and current_app are known to the outer layers alone."""
    return [
        f"{module.name}:{found.line} uses {found.name}"
        for module in modules
        if module.layer not in REQUEST_LAYERS
        for found in module.imports
        if found.name in {f"flask.{name}" for name in REQUEST_NAMES} or found.name.startswith("flask.globals")
    ]


def functions_are_short(modules: Sequence[Module]) -> list[str]:
    """At most 50 lines in the application, 60 in tests, counted from `def`."""
    return [
        f"{module.name}:{function.lineno} {function.name} has {length} lines"
        for module in modules
        for function in module.functions()
        if (length := (function.end_lineno or 0) - function.lineno + 1)
        > (LONGEST_TEST if module.package == "tests" else LONGEST_FUNCTION)
    ]


def files_are_short(modules: Sequence[Module]) -> list[str]:
    """At most 400 lines."""
    counts = [(module.name, len(module.source.splitlines())) for module in modules]
    return [f"{name} has {count} lines" for name, count in counts if count > LONGEST_FILE]


def arguments_are_few(modules: Sequence[Module]) -> list[str]:
    """At most five positional parameters besides self and cls; more are keywords."""
    return [
        f"{module.name}:{function.lineno} {function.name} takes {count}"
        for module in modules
        for function in module.functions()
        if (count := len(_parameters(function)[0])) > MOST_POSITIONAL
    ]


def signatures_are_annotated(modules: Sequence[Module]) -> list[str]:
    """Every parameter and every return value says its type."""
    return [
        f"{module.name}:{function.lineno} {function.name}"
        for module in modules
        for function in module.functions()
        if function.returns is None or not all(one.annotation for part in _parameters(function) for one in part)
    ]


def _parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[list[ast.arg], list[ast.arg]]:
    """Positional parameters without self and cls, and the rest."""
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    if positional and positional[0].arg in {"self", "cls"}:
        positional = positional[1:]
    rest = [one for one in (arguments.vararg, *arguments.kwonlyargs, arguments.kwarg) if one]
    return positional, rest


def excepts_are_narrow(modules: Sequence[Module]) -> list[str]:
    """Nothing catches everything but the places listed with their reason."""
    return [
        f"{module.name}:{node.lineno} catches everything"
        for module in modules
        if module.name not in BROAD_EXCEPT_WITH_REASON
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or {"Exception", "BaseException"} & set(ast.unparse(node.type).strip("()").split(", ")))
    ]


def modules_say_what_they_are(modules: Sequence[Module]) -> list[str]:
    """Every module has a docstring."""
    return [module.name for module in modules if not ast.get_docstring(module.tree)]


def own_helpers_are_used(modules: Sequence[Module]) -> list[str]:
    """What a module keeps to itself, it uses."""
    return [finding for module in modules for finding in _unused(module)]


def _unused(module: Module) -> list[str]:
    """What a decorator takes is used by whoever decorates; names between two underlines are Python's."""
    used = {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
    return [
        f"{module.name}:{node.lineno} nobody uses {node.name}"
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and re.match("_[^_]", node.name)
        and not node.decorator_list
        and node.name not in used
    ]


def cases_stand_in_order(modules: Sequence[Module]) -> list[str]:
    """No test takes its cases straight from a set, whose order is another in each process that collects them."""
    return [
        f"{module.name}:{node.lineno} draws cases from a set"
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith("mark.parametrize")
        and len(node.args) > 1
        and _is_set(node.args[1])
    ]


def _is_set(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp):
        return _is_set(node.left) or _is_set(node.right)
    if isinstance(node, ast.Call):
        return ast.unparse(node.func) in {"set", "frozenset"}
    return isinstance(node, ast.Set | ast.SetComp)


Rule = Callable[[Sequence[Module]], list[str]]
