// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "template/value.h"

namespace hearth::templates {

enum class NodeKind : std::uint8_t {
    kText,
    kAction,
    kPipe,
    kCommand,
    kIdentifier,
    kVariable,
    kField,
    kChain,
    kDot,
    kNil,
    kBool,
    kNumber,
    kString,
    kList,
    kIf,
    kRange,
    kWith,
    kBreak,
    kContinue,
    kTemplate,
    // Only while parsing: what ends a list.
    kEnd,
    kElse,
};

/// One piece of a template. Immutable once parsed.
struct Node {
    Node(NodeKind nodeKind, std::uint32_t offset)
        : kind(nodeKind)
        , position(offset) {}
    virtual ~Node() = default;

    NodeKind kind;
    std::uint32_t position; ///< Byte offset in the text; the place that errors name.
};

using NodePointer = std::unique_ptr<Node>;

struct TextNode final : Node {
    using Node::Node;
    std::string text;
};

/// `.A.B`, with the names in `names`; `$x.A`, where the first name is that of the variable with its dollar sign.
struct NamesNode final : Node {
    using Node::Node;
    std::vector<std::string> names;
};

/// `(pipeline).A.B` or `function.A`.
struct ChainNode final : Node {
    using Node::Node;
    NodePointer base;
    std::vector<std::string> names;
};

struct IdentifierNode final : Node {
    using Node::Node;
    std::string name;
    const Function* function = nullptr; ///< Lives as long as the table the template was parsed with.
};

struct BoolNode final : Node {
    using Node::Node;
    bool value = false;
};

/// A number under all the types that can represent it, as Go's constants.
struct NumberNode final : Node {
    using Node::Node;
    std::string text;
    std::optional<std::int64_t> integer;
    std::optional<std::uint64_t> unsignedInteger;
    std::optional<double> real;
    std::optional<std::complex<double>> complex;
    Value value; ///< What it is where nothing says which type is wanted; invalid where it overflows.
};

struct StringNode final : Node {
    using Node::Node;
    std::string quoted;
    Value value;
};

struct CommandNode final : Node {
    using Node::Node;
    std::vector<NodePointer> words; ///< Never empty.
};

struct PipeNode final : Node {
    using Node::Node;
    bool isAssignment = false;
    std::vector<std::unique_ptr<NamesNode>> declarations;
    std::vector<std::unique_ptr<CommandNode>> commands; ///< Never empty.
};

struct ActionNode final : Node {
    using Node::Node;
    std::unique_ptr<PipeNode> pipe;
};

struct ListNode final : Node {
    using Node::Node;
    std::vector<NodePointer> nodes;
};

/// if, range, with.
struct BranchNode final : Node {
    using Node::Node;
    std::unique_ptr<PipeNode> pipe;
    std::unique_ptr<ListNode> list;
    std::unique_ptr<ListNode> elseList; ///< May be null.
};

struct TemplateNode final : Node {
    using Node::Node;
    std::string name;
    std::unique_ptr<PipeNode> pipe; ///< May be null.
};

/// A parsed definition. Threads: thread-safe (immutable once parsed).
struct Tree {
    std::string name;
    std::string parseName; ///< Of the text it was found in; errors name this one.
    std::shared_ptr<const std::string> text;
    std::unique_ptr<ListNode> root;

    /// "name:line:column" of a node, the column counted in bytes from 0.
    std::string locationOf(const Node& node) const;
    /// Nothing but white space and comments.
    bool isEmpty() const;
};

/// A node as errors quote it.
std::string toString(const Node& node);

} // namespace hearth::templates
