// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/executor.h"

#include <fmt/format.h>
#include <utility>

#include "template/literal.h"
#include "template/print.h"

namespace hearth::templates {
namespace {

template <class T>
const T& as(const Node& node) {
    return static_cast<const T&>(node);
}

/// The name of the function a pipeline ends with; empty where it ends with something else.
std::string_view lastFunction(const PipeNode& pipe) {
    const auto& word = *pipe.commands.back()->words[0];
    return word.kind == NodeKind::kIdentifier ? std::string_view(as<IdentifierNode>(word).name) : std::string_view();
}

} // namespace

Result<void> Executor::run(const Tree& tree, const Value& data) {
    static const std::string kRoot = "$";
    m_tree = &tree;
    m_variables.assign(1, Variable{&kRoot, data});
    m_variableBase = 0;
    HEARTH_TRY(walk(data, *tree.root));
    return {};
}

std::unexpected<Error> Executor::error(std::string_view message, ErrorCode code) {
    if (m_node == nullptr) {
        return fail(code, fmt::format("template: {}: {}", m_tree->name, message));
    }
    return fail(code, fmt::format("template: {}: executing {} at <{}>: {}", m_tree->locationOf(*m_node),
                                  quote(m_tree->name), toString(*m_node), message));
}

std::unexpected<Error> Executor::located(const Error& error) {
    return this->error(error.message(), error.code());
}

Result<void> Executor::step() {
    auto stepped = m_context.step();
    return stepped ? std::move(stepped) : located(stepped.error());
}

std::unexpected<Error> Executor::tooDeep() {
    return error(fmt::format("exceeded maximum template depth ({})", m_context.limits().depth), ErrorCode::kLimit);
}

Result<Executor::Flow> Executor::walk(const Value& dot, const Node& node) {
    m_node = &node;
    HEARTH_TRY(step());
    switch (node.kind) {
    case NodeKind::kText: {
        auto written = m_sink.text(as<TextNode>(node).text);
        return written ? Result<Flow>(Flow::kNext) : located(written.error());
    }
    case NodeKind::kAction:
        HEARTH_TRY(walkAction(dot, as<ActionNode>(node)));
        return Flow::kNext;
    case NodeKind::kBreak:
        return Flow::kBreak;
    case NodeKind::kContinue:
        return Flow::kContinue;
    default:
        break;
    }
    const Context::Level level(m_context);
    if (level.isTooDeep()) {
        return tooDeep();
    }
    switch (node.kind) {
    case NodeKind::kIf:
    case NodeKind::kWith:
        return walkIfOrWith(dot, as<BranchNode>(node));
    case NodeKind::kRange:
        return walkRange(dot, as<BranchNode>(node));
    case NodeKind::kTemplate:
        HEARTH_TRY(walkTemplate(dot, as<TemplateNode>(node)));
        return Flow::kNext;
    default:
        return walkList(dot, as<ListNode>(node));
    }
}

Result<Executor::Flow> Executor::walkList(const Value& dot, const ListNode& list) {
    for (const auto& node : list.nodes) {
        const auto flow = HEARTH_TRY(walk(dot, *node));
        if (flow != Flow::kNext) {
            return flow;
        }
    }
    return Flow::kNext;
}

Result<void> Executor::walkAction(const Value& dot, const ActionNode& action) {
    const auto& pipe = *action.pipe;
    if (!pipe.declarations.empty()) {
        HEARTH_TRY(evalPipe(dot, pipe));
        return {};
    }
    auto last = lastFunction(pipe);
    const bool hasInput = pipe.commands.size() > 1 || pipe.commands[0]->words.size() > 1;
    last = !last.empty() && hasInput && m_sink.absorbs(last) ? last : std::string_view();
    const auto value = last.empty() ? HEARTH_TRY(evalPipe(dot, pipe)) : HEARTH_TRY(evalWithoutLast(dot, pipe));
    m_node = &action;
    auto printed = m_sink.print(value, last);
    return printed ? std::move(printed) : located(printed.error());
}

Result<Executor::Flow> Executor::walkIfOrWith(const Value& dot, const BranchNode& branch) {
    const auto mark = m_variables.size();
    const auto value = HEARTH_TRY(evalPipe(dot, *branch.pipe));
    Result<Flow> flow = Flow::kNext;
    if (value.isTrue()) {
        flow = walk(branch.kind == NodeKind::kWith ? value : dot, *branch.list);
    } else if (branch.elseList != nullptr) {
        flow = walk(dot, *branch.elseList);
    }
    if (flow) {
        m_variables.resize(mark, Variable{nullptr, {}});
    }
    return flow;
}

Result<Executor::Flow> Executor::walkRange(const Value& dot, const BranchNode& range) {
    const auto mark = m_variables.size();
    const auto value = HEARTH_TRY(evalPipe(dot, *range.pipe));
    const bool any = HEARTH_TRY(iterate(range, value.pointee()));
    Result<Flow> flow = Flow::kNext;
    if (!any && range.elseList != nullptr) {
        flow = walk(dot, *range.elseList);
    }
    if (flow) {
        m_variables.resize(mark, Variable{nullptr, {}});
    }
    return flow;
}

Result<bool> Executor::iterate(const BranchNode& range, const Value& value) {
    const auto mark = m_variables.size();
    const auto each = [&](std::size_t count, auto&& indexAt, auto&& elementAt) -> Result<bool> {
        for (std::size_t i = 0; i < count; ++i) {
            HEARTH_TRY(step());
            const auto flow = HEARTH_TRY(walkElement(range, mark, indexAt(i), elementAt(i)));
            if (flow == Flow::kBreak) {
                break;
            }
        }
        return count > 0;
    };
    const auto box = [&](Value element) {
        const auto* type = value.type()->element;
        return type == nullptr || type->kind != Kind::kInterface ? element : element.boxed();
    };
    switch (value.kind()) {
    case Kind::kInvalid:
    case Kind::kInterface:
        return false;
    case Kind::kInt:
    case Kind::kUint: {
        if (range.pipe->declarations.size() > 1) {
            return error(fmt::format("can't use {} to iterate over more than one variable", print(value)));
        }
        const bool isNegative = value.kind() == Kind::kInt && value.toInt() < 0;
        return each(
            isNegative ? 0 : value.toUint(), [](std::size_t) { return Value(); },
            [&](std::size_t i) {
                return value.kind() == Kind::kInt ? Value::integer(static_cast<std::int64_t>(i), *value.type())
                                                  : Value::unsignedInteger(i, *value.type());
            });
    }
    case Kind::kList: {
        const auto& list = value.toList();
        return each(
            list.size(), [](std::size_t i) { return Value::integer(static_cast<std::int64_t>(i)); },
            [&](std::size_t i) { return box(list.at(i)); });
    }
    case Kind::kMap: {
        const auto& map = value.toMap();
        return each(
            map.size(), [&](std::size_t i) { return Value::string(std::string(map.keyAt(i))); },
            [&](std::size_t i) { return box(map.at(i)); });
    }
    default:
        return error(fmt::format("range can't iterate over {}", print(value)));
    }
}

Result<Executor::Flow> Executor::walkElement(const BranchNode& range, std::size_t mark, const Value& index,
                                             const Value& element) {
    const auto& declarations = range.pipe->declarations;
    const bool isPair = declarations.size() > 1;
    if (range.pipe->isAssignment) {
        HEARTH_TRY(setVariable(declarations[0]->names[0], isPair ? index : element));
        if (isPair) {
            HEARTH_TRY(setVariable(declarations[1]->names[0], element));
        }
    } else if (!declarations.empty()) {
        m_variables[mark - 1].value = element;
        if (isPair) {
            m_variables[mark - 2].value = index;
        }
    }
    const auto flow = HEARTH_TRY(walk(element, *range.list));
    m_variables.resize(mark, Variable{nullptr, {}});
    return flow;
}

Result<void> Executor::walkTemplate(const Value& dot, const TemplateNode& node) {
    static const std::string kRoot = "$";
    const auto found = m_definitions.find(node.name);
    if (found == m_definitions.end()) {
        return error(fmt::format("template {} not defined", quote(node.name)));
    }
    const auto data = node.pipe == nullptr ? Value() : HEARTH_TRY(evalPipe(dot, *node.pipe));
    const auto size = m_variables.size();
    const auto base = std::exchange(m_variableBase, size);
    const auto* tree = std::exchange(m_tree, found->second.get());
    m_variables.push_back({&kRoot, data});
    HEARTH_TRY(walk(data, *m_tree->root));
    m_tree = tree;
    m_variableBase = base;
    m_variables.resize(size, Variable{nullptr, {}});
    return {};
}

Value* Executor::findVariable(std::string_view name) {
    for (auto i = m_variables.size(); i > m_variableBase; --i) {
        if (*m_variables[i - 1].name == name) {
            return &m_variables[i - 1].value;
        }
    }
    return nullptr;
}

Result<void> Executor::setVariable(const std::string& name, const Value& value) {
    auto* variable = findVariable(name);
    if (variable == nullptr) {
        return error("undefined variable: " + name);
    }
    *variable = value;
    return {};
}

} // namespace hearth::templates
