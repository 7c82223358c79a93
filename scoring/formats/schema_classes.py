"""Classes that are read from a YAML file: frozen dataclasses, validated by pydantic-core.

``@from_yaml`` makes the dataclass, ``yaml_key`` names a field's Vietnamese key, ``Checked`` and
``OneOf`` describe its values; ``validator`` turns them into one pydantic-core validator, and
``json_schema`` into the schema that editors use. The core is driven directly because building
as many ``BaseModel`` classes costs more start-up time than scoring a commune may take in all
(``tests/benchmarks/bench_start_up.py``); errors, union tags and JSON schema stay pydantic's.
"""

import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from typing import Annotated, Any, Literal, TypeVar, dataclass_transform, get_args, get_origin

from pydantic_core import PydanticCustomError, SchemaValidator, core_schema

_T = TypeVar("_T")
_Schema = core_schema.CoreSchema


@dataclass_transform(frozen_default=True, kw_only_default=True)
def from_yaml(cls: type[_T]) -> type[_T]:
    """Make a frozen dataclass whose fields are given by keyword; unknown keys are faults.

    Rules are told apart by their file's SHA-256, so equality and repr are not generated:
    each costs start-up time in every class.
    """
    for name in cls.__annotations__:
        if name not in vars(cls):
            # A field without a value is required, whatever a class above has by that name.
            setattr(cls, name, field())
    return dataclass(frozen=True, kw_only=True, repr=False, eq=False)(cls)


@dataclass(frozen=True, slots=True)
class _Key:
    alias: str
    description: str


def yaml_key(alias: str, description: str) -> Any:
    """Return the Vietnamese key of a field; the description is what an editor shows."""
    return _Key(alias, description)


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """A value read by a function of ours; *schema* is its JSON schema."""

    read: Callable[[Any], Any]
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class OneOf:
    """A union whose member is chosen by a function of the raw value, so faults stay precise."""

    choose: Callable[[Any], str]
    members: Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class OneOfKinds:
    """A union of written classes, told apart by the value of one key."""

    alias: str
    members: Sequence[type]


def fault(code: str, message: str, hint: str = "", at: tuple[str, ...] = ()) -> PydanticCustomError:
    """Return the error of a value: problem code, message, hint; *at* is the way inside it."""
    text = message.replace("{", "(").replace("}", ")")
    return PydanticCustomError(code, text, {"hint": hint, "at": at})


def validator(root: Any) -> SchemaValidator:
    """Return the validator of a written class, or of any type hint made of them."""
    return SchemaValidator(_core_schema(root))


def aliases(cls: type) -> dict[str, str]:
    """Return the Vietnamese key of each field of a written class."""
    hints = typing.get_type_hints(cls, include_extras=True)
    return {
        field.name: next(m.alias for m in get_args(hints[field.name]) if isinstance(m, _Key))
        for field in fields(cls)
    }


def json_schema(root: type) -> dict[str, Any]:
    """Return the JSON schema of a written class, with Vietnamese descriptions."""
    # Only editors and whoever asks for the schema need this half of pydantic.
    from pydantic.json_schema import GenerateJsonSchema

    class Generator(GenerateJsonSchema):
        def function_plain_schema(self, schema: Any) -> dict[str, Any]:
            return dict(schema["metadata"]["json"])

        def dataclass_field_schema(self, schema: Any) -> dict[str, Any]:
            described = dict(super().dataclass_field_schema(schema))
            return {**described, "description": schema["metadata"]["description"]}

        def field_title_should_be_set(self, schema: Any) -> bool:
            del schema
            return False  # the key itself is the title; pydantic would write it In Capitals

        def dataclass_schema(self, schema: Any) -> dict[str, Any]:
            described = dict(super().dataclass_schema(schema))
            for english in ("title", "description"):
                described.pop(english, None)
            return {**described, "additionalProperties": False}

        def encode_default(self, dft: Any) -> Any:
            if isinstance(dft, tuple):
                return list(dft)
            return dft if dft is None or isinstance(dft, str) else {}

    return dict(Generator(by_alias=True).generate(_core_schema(root)))


def _core_schema(root: Any) -> _Schema:
    definitions: dict[str, _Schema] = {}
    schema = _schema_of(root, definitions)
    return core_schema.definitions_schema(schema, list(definitions.values()))


def _schema_of(hint: Any, definitions: dict[str, _Schema]) -> _Schema:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _annotated(arguments, definitions)
    if origin is Literal:
        return core_schema.literal_schema(list(arguments))
    if origin is tuple:
        return core_schema.tuple_variable_schema(_schema_of(arguments[0], definitions), strict=True)
    if origin is dict:
        keys, values = (_schema_of(argument, definitions) for argument in arguments)
        return core_schema.dict_schema(keys, values, strict=True)
    if origin in {typing.Union, types.UnionType}:
        # The only plain unions are optional ones; unions of forms are OneOf.
        (inner,) = (argument for argument in arguments if argument is not type(None))
        return core_schema.nullable_schema(_schema_of(inner, definitions))
    if hint is str:
        return core_schema.str_schema(strict=True)
    return _dataclass(hint, definitions)


def _annotated(arguments: tuple[Any, ...], definitions: dict[str, _Schema]) -> _Schema:
    for mark in reversed(arguments[1:]):
        match mark:
            case Checked(read, schema):
                return core_schema.no_info_plain_validator_function(read, metadata={"json": schema})
            case OneOf(choose, members):
                choices = {tag: _schema_of(hint, definitions) for tag, hint in members.items()}
                return core_schema.tagged_union_schema(choices, choose)
            case OneOfKinds(alias, classes):
                choices = {_kind(c, alias): _schema_of(c, definitions) for c in classes}
                return core_schema.tagged_union_schema(choices, alias)
    return _schema_of(arguments[0], definitions)


def _kind(cls: type, alias: str) -> str:
    """Return the one literal value of the field that tells *cls* from its siblings."""
    for hint in typing.get_type_hints(cls, include_extras=True).values():
        inner, *marks = get_args(hint) or (hint,)
        if any(isinstance(mark, _Key) and mark.alias == alias for mark in marks):
            return str(get_args(inner)[0])
    raise TypeError(cls)


def _dataclass(cls: type, definitions: dict[str, _Schema]) -> _Schema:
    name = cls.__name__
    if name not in definitions:
        hints = typing.get_type_hints(cls, include_extras=True)
        arguments = []
        for field in fields(cls):
            hint = hints[field.name]
            # An optional default makes get_type_hints wrap nothing here: hints are Annotated.
            (mark,) = (m for m in get_args(hint) if isinstance(m, _Key))
            schema = _schema_of(hint, definitions)
            if field.default is not MISSING:
                schema = core_schema.with_default_schema(schema, default=field.default)
            arguments.append(
                core_schema.dataclass_field(
                    field.name,
                    schema,
                    kw_only=True,
                    validation_alias=mark.alias,
                    metadata={"description": mark.description},
                )
            )
        definitions[name] = core_schema.dataclass_schema(
            cls,
            core_schema.dataclass_args_schema(name, arguments, extra_behavior="forbid"),
            [field.name for field in fields(cls)],
            ref=name,
            frozen=True,
        )
    return core_schema.definition_reference_schema(name)
