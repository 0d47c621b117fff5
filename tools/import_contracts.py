"""Kinds of import contract that import-linter does not bring: allow-lists of imports and of importers, folders apart."""

from __future__ import annotations

import re
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.application import contract_utils
from importlinter.application.contract_utils import AlertLevel
from importlinter.domain.imports import ImportExpression, ModuleExpression


class _DirectImports(Contract):
    """Looks at each import by itself."""

    ignore_imports = fields.SetField(subfield=fields.ImportExpressionField(), required=False)
    unmatched_ignore_imports_alerting = fields.EnumField(AlertLevel, default=AlertLevel.NONE)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001 - as import-linter calls it
        """Kept when no import that is not ignored is one too many."""
        ignored = cast("set[ImportExpression]", self.ignore_imports)
        contract_utils.remove_ignored_imports_and_report(
            graph, ignored, cast("AlertLevel", self.unmatched_ignore_imports_alerting)
        )
        found = sorted(self.too_many(graph))
        return ContractCheck(kept=not found, metadata={"found": found})

    def too_many(self, graph: ImportGraph) -> set[tuple[str, str]]:
        """(importer, imported) of each import that must not be."""
        raise NotImplementedError

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Says each import that must not be."""
        for importer, imported in check.metadata["found"]:
            output.print_error(f"{importer} -> {imported}", bold=False)
        output.new_line()


class AllowedContract(_DirectImports):
    """Nothing below `modules` imports anything but what is below `allowed`, whatever else there is in the world."""

    type_name = "allowed"
    modules = fields.ListField(subfield=fields.ModuleExpressionField())
    allowed = fields.ListField(subfield=fields.ModuleExpressionField())

    def too_many(self, graph: ImportGraph) -> set[tuple[str, str]]:
        """The imports that are not on the list."""
        rooms, allowed = _below(self.modules), _below(self.allowed)
        return {
            (module, imported)
            for module in _ours(graph)
            if rooms.fullmatch(module)
            for imported in graph.find_modules_directly_imported_by(module)
            if not allowed.fullmatch(imported)
        }


class OnlyContract(_DirectImports):
    """What is below `modules`, also where nobody imports it yet, is imported by nothing but what is below `importers`."""

    type_name = "only"
    modules = fields.ListField(subfield=fields.ModuleExpressionField())
    importers = fields.ListField(subfield=fields.ModuleExpressionField())

    def too_many(self, graph: ImportGraph) -> set[tuple[str, str]]:
        """The imports by anything else."""
        guarded, importers = _below(self.modules), _below(self.importers)
        return {
            (module, imported)
            for module in _ours(graph)
            if not importers.fullmatch(module) and not guarded.fullmatch(module)
            for imported in graph.find_modules_directly_imported_by(module)
            if guarded.fullmatch(imported)
        }


class FoldersApartContract(_DirectImports):
    """No folder in one of `under` imports from a folder beside it, also one that is added tomorrow."""

    type_name = "folders_apart"
    under = fields.ListField(subfield=fields.ModuleExpressionField())

    def too_many(self, graph: ImportGraph) -> set[tuple[str, str]]:
        """The imports from one folder into the next."""
        found: set[tuple[str, str]] = set()
        for parent in (one.expression for one in cast("list[ModuleExpression]", self.under)):
            folders = {child for child in graph.find_children(parent) if graph.find_children(child)}
            for folder in folders:
                others = tuple(f"{other}." for other in folders - {folder})
                for module in {folder, *graph.find_descendants(folder)}:
                    imported = graph.find_modules_directly_imported_by(module)
                    found |= {(module, one) for one in imported if f"{one}.".startswith(others)}
        return found


def _ours(graph: ImportGraph) -> list[str]:
    return [module for module in graph.modules if not graph.is_module_squashed(module)]


def _below(names: object) -> re.Pattern[str]:
    """What any of these modules, or anything inside one, is called; `*` stands for one name."""
    expressions = [one.expression for one in cast("list[ModuleExpression]", names)]
    patterns = [re.escape(one).replace(re.escape("*"), "[^.]+") for one in expressions]
    return re.compile(rf"({'|'.join(patterns)})(\..*)?")
