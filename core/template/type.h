// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/error.h"

namespace hearth::templates {

class Context;
class Object;
class Value;
struct Type;

/// The shape a value has beneath its type's name.
enum class Kind : std::uint8_t {
    kInvalid,   ///< No value at all: prints `<no value>`.
    kInterface, ///< As a value: nil. As a parameter: anything.
    kBool,
    kInt,
    kUint,
    kFloat,
    kComplex,
    kString,
    kList,
    kMap,    ///< Keys are strings.
    kTime,   ///< A structure in Go, printed by its String method.
    kStruct, ///< An Object.
};

/// A C++ function that templates can call: a pure function of its arguments and of what the context offers.
/// An error ends the execution.
using Callable = Result<Value> (*)(Context& context, std::span<const Value> arguments);

/// What templates call by name, and what they may pass. Literals adapt to the parameters' types and are checked
/// against them, values are checked too.
struct Function {
    std::string_view name;
    std::span<const Type* const> parameters; ///< The last one repeats where the function is variadic.
    bool variadic = false;
    Callable call = nullptr;
};

/// One field of a structure. Those in lower case are printed, but templates and JSON do not reach them.
struct Field {
    std::string_view name;
    std::string_view jsonName; ///< Empty: as `name`.
    Value (*get)(const Object& object) = nullptr;

    bool isExported() const { return !(name[0] >= 'a' && name[0] <= 'z'); }
};

/// What a value is and what it can do, as far as templates see it: the little of Go's type system that shows in
/// comparisons, in %T and in error messages. Types are constants; values refer to them for as long as they live.
/// Threads: thread-safe (immutable).
struct Type {
    Kind kind = Kind::kInvalid;
    std::string_view name = {};             ///< As Go prints it: "template.KV".
    const Type* element = nullptr;          ///< Of lists and maps.
    const Type* unnamed = nullptr;          ///< Of a named list or map, the type without the name.
    const Type* pointee = nullptr;          ///< Of a pointer, what it points to; the kind is that type's.
    std::span<const Field> fields = {};     ///< Of structures, in order.
    std::span<const Function> methods = {}; ///< Called with the value itself as first argument. "String" prints it.

    bool isPointer() const { return pointee != nullptr; }
    const Function* method(std::string_view method) const;
    const Field* field(std::string_view field) const;
    /// Go's assignability: the same type, or the same but for a name that one of the two has.
    bool assignableTo(const Type& target) const;
};

extern const Type kAnyType;     ///< interface {}: any value.
extern const Type kReflectType; ///< As kAnyType, for built-ins that look at the value itself.
extern const Type kBoolType;
extern const Type kIntType;
extern const Type kInt64Type;
extern const Type kUint8Type;
extern const Type kUint64Type;
extern const Type kFloatType;
extern const Type kComplexType;
extern const Type kStringType;
extern const Type kHtmlType; ///< Text that HTML escaping trusts.
extern const Type kUrlType;  ///< A URL that HTML escaping trusts.
extern const Type kDurationType;
extern const Type kDurationPointerType;
extern const Type kTimeType;
extern const Type kTimePointerType;
extern const Type kMonthType;
extern const Type kWeekdayType;
extern const Type kAnyListType;       ///< []interface {}
extern const Type kStringListType;    ///< []string
extern const Type kAnyMapType;        ///< map[string]interface {}
extern const Type kStringMapType;     ///< map[string]string
extern const Type kStringListMapType; ///< map[string][]string

} // namespace hearth::templates
