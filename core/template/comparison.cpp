// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/comparison.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "template/print.h"

namespace hearth::templates {
namespace {

/// The kinds that compare; kInvalid for all others.
Kind basicKind(const Value& value) {
    const bool isBasic = value.kind() >= Kind::kBool && value.kind() <= Kind::kString && !value.isPointer();
    return isBasic ? value.kind() : Kind::kInvalid;
}

std::unexpected<Error> incompatible(const Value& a, const Value& b) {
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("incompatible types for comparison: {} and {}", a.type()->name, b.type()->name));
}

std::string printAsString(const Value& value) {
    constexpr std::uint64_t kLimit = 1000;
    return printFormatted("%s", {&value, 1}, kLimit).value_or("");
}

/// Neither is a basic value: times and structures compare, lists and maps do not.
Result<bool> areSame(const Value& a, const Value& b) {
    if (a.isValid() && b.isValid() && (a.kind() != b.kind() || a.isPointer() != b.isPointer())) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("non-comparable types {}: {}, {}: {}", printAsString(a),
                                                             a.type()->name, b.type()->name, printAsString(b)));
    }
    if (!a.isValid() || !b.isValid()) {
        return a.isValid() == b.isValid();
    }
    if (b.isPointer()) {
        return &a.toObject() == &b.toObject();
    }
    if (b.kind() == Kind::kTime) {
        const auto& x = a.toTime();
        const auto& y = b.toTime();
        return x.seconds == y.seconds && x.nanoseconds == y.nanoseconds && x.zone == y.zone;
    }
    const auto comparable = [](const Field&) { return false; };
    if (b.kind() != Kind::kStruct || !std::ranges::all_of(b.type()->fields, comparable)) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("non-comparable type {}: {}", printAsString(b), b.type()->name));
    }
    return &a.toObject() == &b.toObject();
}

} // namespace

Result<bool> isEqual(const Value& boxedA, const Value& boxedB) {
    const auto a = boxedA.unboxed();
    const auto b = boxedB.unboxed();
    const auto kind = basicKind(a);
    if (kind != basicKind(b)) {
        if (kind == Kind::kInt && basicKind(b) == Kind::kUint) {
            return std::cmp_equal(a.toInt(), b.toUint());
        }
        if (kind == Kind::kUint && basicKind(b) == Kind::kInt) {
            return std::cmp_equal(a.toUint(), b.toInt());
        }
        return a.isValid() && b.isValid() ? incompatible(a, b) : Result<bool>(false);
    }
    switch (kind) {
    case Kind::kBool:
        return a.toBool() == b.toBool();
    case Kind::kInt:
    case Kind::kUint:
        return a.toUint() == b.toUint();
    case Kind::kFloat:
        return a.toDouble() == b.toDouble();
    case Kind::kComplex:
        return a.toComplex() == b.toComplex();
    case Kind::kString:
        return a.toString() == b.toString();
    default:
        return areSame(a, b);
    }
}

Result<bool> isLess(const Value& boxedA, const Value& boxedB) {
    const auto a = boxedA.unboxed();
    const auto b = boxedB.unboxed();
    const auto kind = basicKind(a);
    const auto invalid = [] { return fail(ErrorCode::kInvalidArgument, "invalid type for comparison"); };
    if (kind == Kind::kInvalid || basicKind(b) == Kind::kInvalid) {
        return invalid();
    }
    if (kind != basicKind(b)) {
        if (kind == Kind::kInt && basicKind(b) == Kind::kUint) {
            return std::cmp_less(a.toInt(), b.toUint());
        }
        if (kind == Kind::kUint && basicKind(b) == Kind::kInt) {
            return std::cmp_less(a.toUint(), b.toInt());
        }
        return incompatible(a, b);
    }
    switch (kind) {
    case Kind::kInt:
        return a.toInt() < b.toInt();
    case Kind::kUint:
        return a.toUint() < b.toUint();
    case Kind::kFloat:
        return a.toDouble() < b.toDouble();
    case Kind::kString:
        return a.toString() < b.toString();
    default:
        return invalid();
    }
}

} // namespace hearth::templates
