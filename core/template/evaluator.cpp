// SPDX-License-Identifier: GPL-3.0-or-later
// How Executor evaluates pipelines; how it walks is in executor.cpp.
#include <array>
#include <fmt/format.h>

#include "template/executor.h"
#include "template/literal.h"
#include "template/print.h"

namespace hearth::templates {
namespace {

template <class T>
const T& as(const Node& node) {
    return static_cast<const T&>(node);
}

bool canBeNil(const Type& type) {
    return type.kind == Kind::kInterface || type.kind == Kind::kList || type.kind == Kind::kMap || type.isPointer();
}

Value nilOf(const Type& type) {
    return &type == &kReflectType || type.isPointer() ? Value() : Value::zeroOf(type);
}

/// The text that a value makes its receiver look at: a step for each 64 bytes.
std::uint64_t weightOf(const Value& value) {
    constexpr std::uint64_t kBytesPerStep = 64;
    return value.kind() == Kind::kString ? value.toString().size() / kBytesPerStep : 0;
}

std::uint64_t bytesOf(const Value& value) {
    return value.kind() == Kind::kString ? value.toString().size() : value.size().value_or(0) * sizeof(Value);
}

} // namespace

Result<Value> Executor::evalPipe(const Value& dot, const PipeNode& pipe) {
    m_node = &pipe;
    const Context::Level level(m_context);
    if (level.isTooDeep()) {
        return tooDeep();
    }
    auto value = HEARTH_TRY(evalCommands(dot, pipe, pipe.commands.size()));
    for (const auto& declaration : pipe.declarations) {
        if (pipe.isAssignment) {
            HEARTH_TRY(setVariable(declaration->names[0], value));
        } else {
            m_variables.push_back({&declaration->names[0], value});
        }
    }
    return value;
}

Result<Value> Executor::evalCommands(const Value& dot, const PipeNode& pipe, std::size_t count) {
    Value value;
    for (std::size_t i = 0; i < count; ++i) {
        value = HEARTH_TRY(evalCommand(dot, *pipe.commands[i], i == 0 ? nullptr : &value)).unboxed();
    }
    return value;
}

Result<Value> Executor::evalWithoutLast(const Value& dot, const PipeNode& pipe) {
    m_node = &pipe;
    if (pipe.commands.size() > 1) {
        return evalCommands(dot, pipe, pipe.commands.size() - 1);
    }
    std::vector<Value> arguments;
    for (const auto& word : std::span(pipe.commands[0]->words).subspan(1)) {
        arguments.push_back(HEARTH_TRY(evalArgument(dot, kAnyType, *word)));
    }
    if (arguments.size() == 1) {
        return std::move(arguments[0]);
    }
    auto text = printForEscaping(arguments, m_context.limits().outputBytes);
    return text ? Result<Value>(Value::string(*std::move(text))) : located(text.error());
}

Result<Value> Executor::evalCommand(const Value& dot, const CommandNode& command, const Value* final) {
    const auto& first = *command.words[0];
    const Call call{command.words, final};
    switch (first.kind) {
    case NodeKind::kField:
        m_node = &first;
        return evalNames(dot, dot, first, as<NamesNode>(first).names, call);
    case NodeKind::kChain:
        return evalChain(dot, as<ChainNode>(first), call);
    case NodeKind::kIdentifier:
        return evalFunction(dot, as<IdentifierNode>(first), command, call);
    case NodeKind::kVariable:
        return evalVariable(dot, as<NamesNode>(first), call);
    default:
        break;
    }
    if (first.kind != NodeKind::kPipe) {
        m_node = &first;
    }
    if (call.hasArguments()) {
        return error("can't give argument to non-function " + toString(first));
    }
    switch (first.kind) {
    case NodeKind::kPipe:
        return evalPipe(dot, as<PipeNode>(first));
    case NodeKind::kDot:
        return dot;
    case NodeKind::kNil:
        return error("nil is not a command");
    default:
        return constantOf(first);
    }
}

Result<Value> Executor::constantOf(const Node& node) {
    m_node = &node;
    switch (node.kind) {
    case NodeKind::kBool:
        return Value::boolean(as<BoolNode>(node).value);
    case NodeKind::kString:
        return as<StringNode>(node).value;
    case NodeKind::kNumber:
        if (const auto& number = as<NumberNode>(node); !number.value.isValid()) {
            return error(number.text + " overflows int");
        }
        return as<NumberNode>(node).value;
    default:
        return error(fmt::format("can't evaluate command {}", quote(toString(node))));
    }
}

Result<Value> Executor::evalNames(const Value& dot, const Value& receiver, const Node& node,
                                  std::span<const std::string> names, Call call) {
    if (names.size() == 1) {
        return evalField(dot, names[0], node, call, receiver);
    }
    auto value = receiver;
    for (const auto& name : names.first(names.size() - 1)) {
        value = HEARTH_TRY(evalField(dot, name, node, {}, value));
    }
    return evalField(dot, names.back(), node, call, value);
}

Result<Value> Executor::evalField(const Value& dot, const std::string& name, const Node& node, Call call,
                                  const Value& receiver) {
    if (!receiver.isValid()) {
        return Value();
    }
    const auto& type = *receiver.type();
    if (type.kind == Kind::kInterface) {
        return error(fmt::format("nil pointer evaluating {}.{}", type.name, name));
    }
    if (const auto* method = type.method(name)) {
        return evalCall(dot, *method, &receiver, node, call);
    }
    if (type.kind == Kind::kMap) {
        if (call.hasArguments()) {
            return error(name + " is not a method but has arguments");
        }
        auto value = receiver.toMap().find(name);
        if (!value.isValid()) {
            value = Value::zeroOf(*type.element);
        }
        return type.element->kind == Kind::kInterface ? value.boxed() : value;
    }
    if (const auto* field = type.field(name); field != nullptr && type.kind == Kind::kStruct) {
        if (call.hasArguments()) {
            return error(name + " has arguments but cannot be invoked as function");
        }
        if (!field->isExported()) {
            return error(fmt::format("{} is an unexported field of struct type {}", name, receiver.staticTypeName()));
        }
        return field->get(receiver.toObject());
    }
    return error(fmt::format("can't evaluate field {} in type {}", name, receiver.staticTypeName()));
}

Result<Value> Executor::evalVariable(const Value& dot, const NamesNode& variable, Call call) {
    m_node = &variable;
    const auto* value = findVariable(variable.names[0]);
    if (value == nullptr) {
        return error("undefined variable: " + variable.names[0]);
    }
    if (variable.names.size() == 1) {
        if (call.hasArguments()) {
            return error("can't give argument to non-function " + toString(*call.words[0]));
        }
        return *value;
    }
    const auto receiver = *value; // evaluating arguments may move the variables
    return evalNames(dot, receiver, variable, std::span(variable.names).subspan(1), call);
}

Result<Value> Executor::evalChain(const Value& dot, const ChainNode& chain, Call call) {
    m_node = &chain;
    const auto& base = *chain.base;
    if (base.kind == NodeKind::kNil) {
        return error("indirection through explicit nil in " + toString(chain));
    }
    const auto receiver = base.kind == NodeKind::kIdentifier
                              ? HEARTH_TRY(evalFunction(dot, as<IdentifierNode>(base), base, {}))
                              : HEARTH_TRY(evalPipe(dot, as<PipeNode>(base)));
    return evalNames(dot, receiver, chain, chain.names, call);
}

Result<Value> Executor::evalFunction(const Value& dot, const IdentifierNode& identifier, const Node& node, Call call) {
    m_node = &identifier;
    return evalCall(dot, *identifier.function, nullptr, node, call);
}

Result<void> Executor::checkCount(const Function& function, bool isMethod, Call call) {
    const auto written = call.arguments().size();
    const auto count = written + (call.final != nullptr ? 1 : 0);
    const auto wanted = function.parameters.size() - (isMethod ? 1 : 0);
    if (function.variadic && count + 1 < wanted) {
        return error(
            fmt::format("wrong number of args for {}: want at least {} got {}", function.name, wanted - 1, written));
    }
    if (!function.variadic && count != wanted) {
        return error(fmt::format("wrong number of args for {}: want {} got {}", function.name, wanted, count));
    }
    return {};
}

Result<Value> Executor::evalShortCircuit(const Value& dot, bool stopsAt, Call call) {
    Value value;
    for (const auto& word : call.arguments()) {
        value = HEARTH_TRY(evalArgument(dot, kReflectType, *word));
        if (value.isTrue() == stopsAt) {
            return value;
        }
    }
    return call.final != nullptr ? *call.final : value;
}

Result<Value> Executor::evalCall(const Value& dot, const Function& function, const Value* receiver, const Node& node,
                                 Call call) {
    HEARTH_TRY(checkCount(function, receiver != nullptr, call));
    if (function.call == nullptr && function.name != "call") {
        return evalShortCircuit(dot, function.name == "or", call);
    }
    const auto written = call.arguments();
    const std::size_t own = receiver != nullptr ? 1 : 0;
    const auto count = own + written.size() + (call.final != nullptr ? 1 : 0);
    constexpr std::size_t kFewArguments = 4;
    std::array<Value, kFewArguments> few;
    std::vector<Value> many(count > kFewArguments ? count : 0);
    const auto values = count > kFewArguments ? std::span(many) : std::span(few).first(count);
    const auto typeOf = [&](std::size_t i) -> const Type& {
        return *function.parameters[std::min(i, function.parameters.size() - 1)];
    };
    if (receiver != nullptr) {
        values[0] = *receiver;
    }
    std::uint64_t weight = 1;
    for (std::size_t i = 0; i < written.size(); ++i) {
        values[own + i] = HEARTH_TRY(evalArgument(dot, typeOf(own + i), *written[i]));
        weight += weightOf(values[own + i]);
    }
    if (call.final != nullptr) {
        values[count - 1] = HEARTH_TRY(validate(*call.final, typeOf(count - 1)));
        weight += weightOf(values[count - 1]);
    }
    if (function.call == nullptr) { // Go calls functions that are values; there are none here
        const auto callee = values[0].unboxed();
        const auto named = written.empty() ? "" : toString(*written[0]);
        m_node = &node;
        return callee.isValid()
                   ? error(fmt::format("error calling call: non-function {} of type {}", named, callee.type()->name))
                   : error("error calling call: call of nil");
    }
    const auto stepped = m_context.step(weight);
    auto result = stepped ? function.call(m_context, values) : Result<Value>(std::unexpected(stepped.error()));
    if (result) {
        if (auto charged = m_context.charge(bytesOf(*result)); !charged) {
            result = std::unexpected(std::move(charged).error());
        }
    }
    if (!result) {
        m_node = &node;
        return error(fmt::format("error calling {}: {}", function.name, result.error().message()),
                     result.error().code());
    }
    return result;
}

Result<Value> Executor::evalArgument(const Value& dot, const Type& type, const Node& node) {
    m_node = &node;
    switch (node.kind) {
    case NodeKind::kDot:
        return validate(dot, type);
    case NodeKind::kNil:
        return canBeNil(type) ? Result<Value>(nilOf(type)) : error(fmt::format("cannot assign nil to {}", type.name));
    case NodeKind::kField:
        return validate(HEARTH_TRY(evalNames(dot, dot, node, as<NamesNode>(node).names, {})), type);
    case NodeKind::kVariable:
        return validate(HEARTH_TRY(evalVariable(dot, as<NamesNode>(node), {})), type);
    case NodeKind::kPipe:
        return validate(HEARTH_TRY(evalPipe(dot, as<PipeNode>(node))), type);
    case NodeKind::kIdentifier:
        return validate(HEARTH_TRY(evalFunction(dot, as<IdentifierNode>(node), node, {})), type);
    case NodeKind::kChain:
        return validate(HEARTH_TRY(evalChain(dot, as<ChainNode>(node), {})), type);
    default:
        return evalLiteral(type, node);
    }
}

Result<Value> Executor::evalLiteral(const Type& type, const Node& node) {
    const auto expected = [&](std::string_view what) {
        return error(fmt::format("expected {}; found {}", what, toString(node)));
    };
    const auto* number = node.kind == NodeKind::kNumber ? &as<NumberNode>(node) : nullptr;
    if (type.isPointer()) {
        return error(fmt::format("can't handle {} for arg of type {}", toString(node), type.name));
    }
    switch (type.kind) {
    case Kind::kInterface:
        return constantOf(node);
    case Kind::kBool:
        return node.kind == NodeKind::kBool ? Result<Value>(Value::boolean(as<BoolNode>(node).value))
                                            : expected("bool");
    case Kind::kString:
        return node.kind == NodeKind::kString ? Result<Value>(as<StringNode>(node).value.as(type)) : expected("string");
    case Kind::kInt:
        return number != nullptr && number->integer ? Result<Value>(Value::integer(*number->integer, type))
                                                    : expected("integer");
    case Kind::kUint:
        return number != nullptr && number->unsignedInteger
                   ? Result<Value>(Value::unsignedInteger(*number->unsignedInteger, type))
                   : expected("unsigned integer");
    case Kind::kFloat:
        return number != nullptr && number->real ? Result<Value>(Value::real(*number->real)) : expected("float");
    default:
        return error(fmt::format("can't handle {} for arg of type {}", toString(node), type.name));
    }
}

Result<Value> Executor::validate(Value value, const Type& type) {
    if (!value.isValid()) {
        return canBeNil(type) ? Result<Value>(nilOf(type))
                              : error(fmt::format("invalid value; expected {}", type.name));
    }
    if (&type == &kReflectType || value.type()->assignableTo(type)) {
        return value;
    }
    if (value.isPointer() && value.type()->pointee->assignableTo(type)) {
        return value.pointee();
    }
    return error(fmt::format("wrong type for value; expected {}; got {}", type.name, value.type()->name));
}

} // namespace hearth::templates
