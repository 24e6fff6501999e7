// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/tree.h"

#include <algorithm>
#include <fmt/format.h>

#include "template/literal.h"

namespace hearth::templates {
namespace {

template <class T>
const T& as(const Node& node) {
    return static_cast<const T&>(node);
}

void append(std::string& out, const Node& node);

void appendPipe(std::string& out, const PipeNode& pipe) {
    for (std::size_t i = 0; i < pipe.declarations.size(); ++i) {
        out += i > 0 ? ", " : "";
        append(out, *pipe.declarations[i]);
    }
    if (!pipe.declarations.empty()) {
        out += pipe.isAssignment ? " = " : " := ";
    }
    for (std::size_t i = 0; i < pipe.commands.size(); ++i) {
        out += i > 0 ? " | " : "";
        append(out, *pipe.commands[i]);
    }
}

void appendOperand(std::string& out, const Node& node) {
    if (node.kind != NodeKind::kPipe) {
        append(out, node);
        return;
    }
    out += '(';
    append(out, node);
    out += ')';
}

void appendCommand(std::string& out, const CommandNode& command) {
    for (std::size_t i = 0; i < command.words.size(); ++i) {
        out += i > 0 ? " " : "";
        appendOperand(out, *command.words[i]);
    }
}

void appendNames(std::string& out, const std::vector<std::string>& names) {
    for (const auto& name : names) {
        out += '.';
        out += name;
    }
}

void appendBranch(std::string& out, std::string_view word, const BranchNode& branch) {
    out += fmt::format("{{{{{} ", word);
    appendPipe(out, *branch.pipe);
    out += "}}";
    append(out, *branch.list);
    if (branch.elseList != nullptr) {
        out += "{{else}}";
        append(out, *branch.elseList);
    }
    out += "{{end}}";
}

void appendTemplate(std::string& out, const TemplateNode& node) {
    out += "{{template " + quote(node.name);
    if (node.pipe != nullptr) {
        out += ' ';
        appendPipe(out, *node.pipe);
    }
    out += "}}";
}

void append(std::string& out, const Node& node) {
    switch (node.kind) {
    case NodeKind::kText:
        out += as<TextNode>(node).text;
        return;
    case NodeKind::kAction:
        out += "{{";
        appendPipe(out, *as<ActionNode>(node).pipe);
        out += "}}";
        return;
    case NodeKind::kPipe:
        return appendPipe(out, as<PipeNode>(node));
    case NodeKind::kCommand:
        return appendCommand(out, as<CommandNode>(node));
    case NodeKind::kIdentifier:
        out += as<IdentifierNode>(node).name;
        return;
    case NodeKind::kVariable: {
        const auto& names = as<NamesNode>(node).names;
        out += names[0];
        return appendNames(out, {names.begin() + 1, names.end()});
    }
    case NodeKind::kField:
        return appendNames(out, as<NamesNode>(node).names);
    case NodeKind::kChain:
        appendOperand(out, *as<ChainNode>(node).base);
        return appendNames(out, as<ChainNode>(node).names);
    case NodeKind::kDot:
        out += '.';
        return;
    case NodeKind::kNil:
        out += "nil";
        return;
    case NodeKind::kBool:
        out += as<BoolNode>(node).value ? "true" : "false";
        return;
    case NodeKind::kNumber:
        out += as<NumberNode>(node).text;
        return;
    case NodeKind::kString:
        out += as<StringNode>(node).quoted;
        return;
    case NodeKind::kList:
        for (const auto& child : as<ListNode>(node).nodes) {
            append(out, *child);
        }
        return;
    case NodeKind::kIf:
        return appendBranch(out, "if", as<BranchNode>(node));
    case NodeKind::kRange:
        return appendBranch(out, "range", as<BranchNode>(node));
    case NodeKind::kWith:
        return appendBranch(out, "with", as<BranchNode>(node));
    case NodeKind::kBreak:
        out += "{{break}}";
        return;
    case NodeKind::kContinue:
        out += "{{continue}}";
        return;
    case NodeKind::kTemplate:
        return appendTemplate(out, as<TemplateNode>(node));
    case NodeKind::kEnd:
        out += "{{end}}";
        return;
    case NodeKind::kElse:
        out += "{{else}}";
        return;
    }
}

} // namespace

std::string Tree::locationOf(const Node& node) const {
    const auto before = std::string_view(*text).substr(0, node.position);
    const auto line = 1 + std::ranges::count(before, '\n');
    const auto lineEnd = before.rfind('\n');
    const auto column = lineEnd == std::string_view::npos ? before.size() : before.size() - lineEnd - 1;
    return fmt::format("{}:{}:{}", parseName, line, column);
}

bool Tree::isEmpty() const {
    return std::ranges::all_of(root->nodes, [](const NodePointer& node) {
        return node->kind == NodeKind::kText && trimSpace(as<TextNode>(*node).text).empty();
    });
}

std::string toString(const Node& node) {
    std::string out;
    append(out, node);
    return out;
}

} // namespace hearth::templates
