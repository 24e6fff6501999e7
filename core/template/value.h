// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <complex>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time_zone.h"
#include "template/type.h"

namespace hearth::templates {

/// Go's time.Time: a moment and the zone it is shown in. The default is Go's zero time, year 1.
struct Time {
    static constexpr std::int64_t kZeroSeconds = -62135596800;

    std::int64_t seconds = kZeroSeconds; ///< Since the Unix epoch.
    std::int32_t nanoseconds = 0;        ///< 0 to 999,999,999.
    TimeZone zone = {};

    static Time fromMilliseconds(std::int64_t milliseconds);
    bool isZero() const { return seconds == kZeroSeconds && nanoseconds == 0; }
};

/// Base of structures; a Type lists the fields. Immutable while a Value refers to it.
class Object {
  public:
    virtual ~Object() = default;
};

/// Elements by number. Implement it where they can be made on demand. Threads: thread-safe (immutable).
class List {
  public:
    virtual ~List() = default;
    virtual std::size_t size() const = 0;
    /// `index` is below size().
    virtual Value at(std::size_t index) const = 0;
    /// How many lists and maps lie within each other, this one included.
    virtual std::size_t depth() const { return 1; }
};

/// Elements by name, in the order of the names. Threads: thread-safe (immutable).
class Map {
  public:
    virtual ~Map() = default;
    virtual std::size_t size() const = 0;
    virtual std::string_view keyAt(std::size_t index) const = 0;
    virtual Value at(std::size_t index) const = 0;
    /// An invalid value where there is no such key.
    virtual Value find(std::string_view key) const = 0;
    virtual std::size_t depth() const { return 1; }
};

/// What templates compute with. Copying shares the contents, which never change.
/// Threads: thread-compatible (a value).
class Value {
  public:
    /// No value.
    Value() = default;
    static Value nil();
    static Value boolean(bool value);
    static Value integer(std::int64_t value, const Type& type = kIntType);
    static Value unsignedInteger(std::uint64_t value, const Type& type = kUint64Type);
    static Value real(double value);
    static Value complex(std::complex<double> value);
    static Value string(std::string text, const Type& type = kStringType);
    static Value string(std::shared_ptr<const std::string> text, const Type& type = kStringType);
    static Value duration(std::int64_t nanoseconds) { return integer(nanoseconds, kDurationType); }
    static Value time(Time time, const Type& type = kTimeType);
    static Value list(std::shared_ptr<const List> list, const Type& type = kAnyListType);
    static Value list(std::vector<Value> elements, const Type& type = kAnyListType);
    static Value strings(std::vector<std::string> texts, const Type& type = kStringListType);
    static Value map(std::shared_ptr<const Map> map, const Type& type = kAnyMapType);
    /// The pairs need no order; of two with one name the last counts.
    static Value map(std::vector<std::pair<std::string, Value>> pairs, const Type& type = kAnyMapType);
    static Value strings(std::vector<std::pair<std::string, std::string>> pairs, const Type& type = kStringMapType);
    static Value object(const Type& type, std::shared_ptr<const Object> object);
    /// What Go calls the zero value: "" for strings, nil for what may be anything.
    static Value zeroOf(const Type& type);

    bool isValid() const { return m_type != nullptr; }
    /// Nil or no value.
    bool isNothing() const { return kind() <= Kind::kInterface; }
    Kind kind() const { return m_type == nullptr ? Kind::kInvalid : m_type->kind; }
    const Type* type() const { return m_type; } ///< Null for no value.
    bool isPointer() const { return m_type != nullptr && m_type->isPointer(); }
    /// The same contents under another type of the same kind.
    Value as(const Type& type) const;
    /// What a pointer points to; other values as they are.
    Value pointee() const { return isPointer() ? as(*m_type->pointee) : *this; }

    /// A value read from a place that could hold anything is known as `interface {}` until it is looked into.
    Value boxed() const;
    Value unboxed() const;
    std::string_view staticTypeName() const;

    // Each of these only for its kind.
    bool toBool() const { return m_bits.boolean; }
    std::int64_t toInt() const { return m_bits.integer; }
    std::uint64_t toUint() const { return m_bits.unsignedInteger; }
    double toDouble() const { return m_bits.real; }
    std::complex<double> toComplex() const;
    const std::string& toString() const { return *static_cast<const std::string*>(m_contents.get()); }
    std::shared_ptr<const std::string> sharedString() const;
    const Time& toTime() const { return *static_cast<const Time*>(m_contents.get()); }
    const List& toList() const { return *static_cast<const List*>(m_contents.get()); }
    const Map& toMap() const { return *static_cast<const Map*>(m_contents.get()); }
    template <class T = Object>
    const T& toObject() const {
        return static_cast<const T&>(*static_cast<const Object*>(m_contents.get()));
    }

    /// What `if` asks.
    bool isTrue() const;
    /// Of strings, lists and maps; nothing for other kinds.
    std::optional<std::size_t> size() const;
    std::size_t depth() const;

  private:
    union Bits {
        std::uint64_t unsignedInteger = 0;
        bool boolean;
        std::int64_t integer;
        double real;
    };

    Value(const Type& type, Bits bits)
        : m_type(&type)
        , m_bits(bits) {}
    Value(const Type& type, std::shared_ptr<const void> contents)
        : m_type(&type)
        , m_contents(std::move(contents)) {}

    const Type* m_type = nullptr;
    Bits m_bits;
    bool m_isBoxed = false;
    std::shared_ptr<const void> m_contents;
};

/// Lists and maps of anything may lie this deep within each other; functions that build them refuse more.
inline constexpr std::size_t kMaxValueDepth = 100;

/// Runs the "String" method; nothing where the type has none.
std::optional<std::string> stringMethod(const Value& value);

} // namespace hearth::templates
