// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/value.h"

#include <algorithm>
#include <map>

#include "template/context.h"

namespace hearth::templates {
namespace {

std::size_t deepest(std::size_t depth, const Value& value) {
    return std::max(depth, value.depth());
}

class ValueList final : public List {
  public:
    explicit ValueList(std::vector<Value> elements)
        : m_elements(std::move(elements)) {
        for (const auto& element : m_elements) {
            m_depth = std::max(m_depth, element.depth() + 1);
        }
    }
    std::size_t size() const override { return m_elements.size(); }
    Value at(std::size_t index) const override { return m_elements[index]; }
    std::size_t depth() const override { return m_depth; }

  private:
    std::vector<Value> m_elements;
    std::size_t m_depth = 1;
};

class ValueMap final : public Map {
  public:
    explicit ValueMap(std::map<std::string, Value, std::less<>> elements) {
        m_pairs.reserve(elements.size());
        for (auto& [key, value] : elements) {
            m_depth = deepest(m_depth, value);
            m_pairs.emplace_back(key, std::move(value));
        }
        ++m_depth;
    }
    std::size_t size() const override { return m_pairs.size(); }
    std::string_view keyAt(std::size_t index) const override { return m_pairs[index].first; }
    Value at(std::size_t index) const override { return m_pairs[index].second; }
    Value find(std::string_view key) const override {
        const auto found =
            std::ranges::lower_bound(m_pairs, key, {}, [](const auto& pair) -> std::string_view { return pair.first; });
        return found != m_pairs.end() && found->first == key ? found->second : Value();
    }
    std::size_t depth() const override { return m_depth; }

  private:
    std::vector<std::pair<std::string, Value>> m_pairs;
    std::size_t m_depth = 0;
};

/// A complex number does not fit beside the type; it is rare.
struct ComplexContents {
    std::complex<double> value;
};

} // namespace

const Function* Type::method(std::string_view method) const {
    const auto& owner = pointee != nullptr && methods.empty() ? *pointee : *this;
    const auto found = std::ranges::find(owner.methods, method, &Function::name);
    return found == owner.methods.end() ? nullptr : &*found;
}

const Field* Type::field(std::string_view field) const {
    const auto& owner = pointee != nullptr && fields.empty() ? *pointee : *this;
    const auto found = std::ranges::find(owner.fields, field, &Field::name);
    return found == owner.fields.end() ? nullptr : &*found;
}

bool Type::assignableTo(const Type& target) const {
    if (this == &target || &target == &kAnyType || &target == &kReflectType) {
        return true;
    }
    return unnamed == &target || target.unnamed == this;
}

Time Time::fromMilliseconds(std::int64_t milliseconds) {
    const auto inSecond = (milliseconds % 1000 + 1000) % 1000;
    return {.seconds = (milliseconds - inSecond) / 1000,
            .nanoseconds = static_cast<std::int32_t>(inSecond) * 1'000'000};
}

Value Value::nil() {
    return {kAnyType, Bits()};
}

Value Value::boolean(bool value) {
    return {kBoolType, Bits{.boolean = value}};
}

Value Value::integer(std::int64_t value, const Type& type) {
    return {type, Bits{.integer = value}};
}

Value Value::unsignedInteger(std::uint64_t value, const Type& type) {
    return {type, Bits{.unsignedInteger = value}};
}

Value Value::real(double value) {
    return {kFloatType, Bits{.real = value}};
}

Value Value::complex(std::complex<double> value) {
    return {kComplexType, std::make_shared<const ComplexContents>(value)};
}

Value Value::string(std::string text, const Type& type) {
    return {type, std::make_shared<const std::string>(std::move(text))};
}

Value Value::string(std::shared_ptr<const std::string> text, const Type& type) {
    return {type, std::move(text)};
}

Value Value::time(Time time, const Type& type) {
    return {type, std::make_shared<const Time>(std::move(time))};
}

Value Value::list(std::shared_ptr<const List> list, const Type& type) {
    return {type, std::move(list)};
}

Value Value::list(std::vector<Value> elements, const Type& type) {
    return list(std::shared_ptr<const List>(std::make_shared<const ValueList>(std::move(elements))), type);
}

Value Value::strings(std::vector<std::string> texts, const Type& type) {
    std::vector<Value> elements;
    elements.reserve(texts.size());
    for (auto& text : texts) {
        elements.push_back(string(std::move(text)));
    }
    return list(std::move(elements), type);
}

Value Value::map(std::shared_ptr<const Map> map, const Type& type) {
    return {type, std::move(map)};
}

Value Value::map(std::vector<std::pair<std::string, Value>> pairs, const Type& type) {
    std::map<std::string, Value, std::less<>> sorted;
    for (auto& [key, value] : pairs) {
        sorted[std::move(key)] = std::move(value);
    }
    return map(std::shared_ptr<const Map>(std::make_shared<const ValueMap>(std::move(sorted))), type);
}

Value Value::strings(std::vector<std::pair<std::string, std::string>> pairs, const Type& type) {
    std::vector<std::pair<std::string, Value>> values;
    values.reserve(pairs.size());
    for (auto& [key, text] : pairs) {
        values.emplace_back(std::move(key), string(std::move(text)));
    }
    return map(std::move(values), type);
}

Value Value::object(const Type& type, std::shared_ptr<const Object> object) {
    return {type, std::move(object)};
}

Value Value::zeroOf(const Type& type) {
    switch (type.kind) {
    case Kind::kBool:
    case Kind::kInt:
    case Kind::kUint:
    case Kind::kFloat:
        return {type, Bits()};
    case Kind::kComplex:
        return complex(0);
    case Kind::kString:
        return string(std::string(), type);
    case Kind::kList:
        return list(std::vector<Value>(), type);
    case Kind::kMap:
        return map(std::vector<std::pair<std::string, Value>>(), type);
    case Kind::kTime:
        return time(Time(), type);
    case Kind::kInvalid:
    case Kind::kInterface:
    case Kind::kStruct:
        return nil();
    }
    return nil();
}

Value Value::as(const Type& type) const {
    auto copy = *this;
    copy.m_type = &type;
    return copy;
}

Value Value::boxed() const {
    auto copy = isValid() ? *this : nil();
    copy.m_isBoxed = true;
    return copy;
}

Value Value::unboxed() const {
    if (kind() == Kind::kInterface) {
        return {};
    }
    auto copy = *this;
    copy.m_isBoxed = false;
    return copy;
}

std::string_view Value::staticTypeName() const {
    return m_isBoxed ? kAnyType.name : m_type == nullptr ? std::string_view("<nil>") : m_type->name;
}

std::complex<double> Value::toComplex() const {
    return static_cast<const ComplexContents*>(m_contents.get())->value;
}

std::shared_ptr<const std::string> Value::sharedString() const {
    return std::static_pointer_cast<const std::string>(m_contents);
}

bool Value::isTrue() const {
    if (isPointer()) {
        return true;
    }
    switch (kind()) {
    case Kind::kInvalid:
    case Kind::kInterface:
        return false;
    case Kind::kBool:
        return toBool();
    case Kind::kInt:
    case Kind::kUint:
        return toUint() != 0;
    case Kind::kFloat:
        return toDouble() != 0;
    case Kind::kComplex:
        return toComplex() != std::complex<double>();
    case Kind::kString:
    case Kind::kList:
    case Kind::kMap:
        return *size() > 0;
    case Kind::kTime:
    case Kind::kStruct:
        return true;
    }
    return true;
}

std::optional<std::size_t> Value::size() const {
    switch (kind()) {
    case Kind::kString:
        return toString().size();
    case Kind::kList:
        return toList().size();
    case Kind::kMap:
        return toMap().size();
    default:
        return std::nullopt;
    }
}

std::size_t Value::depth() const {
    return kind() == Kind::kList ? toList().depth() : kind() == Kind::kMap ? toMap().depth() : 0;
}

std::optional<std::string> stringMethod(const Value& value) {
    const auto* method = value.isValid() ? value.type()->method("String") : nullptr;
    if (method == nullptr) {
        return std::nullopt;
    }
    Context context({}, {});
    const auto text = method->call(context, {&value, 1});
    return text && text->kind() == Kind::kString ? text->toString() : std::string();
}

} // namespace hearth::templates
