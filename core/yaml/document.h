// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/text.h"

/// Strict YAML: what configuration, rule and target files are read with.
namespace hearth::yaml {

/// Bounds on foreign files.
inline constexpr std::size_t kMaxBytes = 16U << 20U;
inline constexpr std::size_t kMaxDepth = 64;
inline constexpr std::size_t kMaxNodes = 2'000'000;
/// Nodes after every alias is replaced by what it names.
inline constexpr std::size_t kMaxExpandedNodes = 4'000'000;

enum class Kind : std::uint8_t { kNull, kScalar, kSequence, kMap };

/// One value with the place where it stands. Owned by its Document; an alias is a second pointer to the same node.
struct Node {
    Kind kind = Kind::kNull;
    bool plain = true; ///< A scalar without quotes.
    bool flow = false; ///< A sequence in `[]`, or a map in `{}`.
    std::string tag;   ///< As written (`tag:yaml.org,2002:binary`), empty where none.
    TextPosition at;
    std::string text;               ///< Scalar.
    std::vector<const Node*> items; ///< Sequence.
    std::vector<std::pair<const Node*, const Node*>>
        entries; ///< Map: keys are scalars and unique; merges are resolved.

    /// The value under `key` of a map; nullptr where there is none.
    const Node* find(std::string_view key) const;
};

/// `name:line:column: reason`, the form of every complaint about a file.
Error errorAt(std::string_view name, TextPosition at, std::string_view reason);

/// A parsed file: a tree that lives as long as this object.
/// Threads: thread-compatible.
class Document {
  public:
    /// Parses the first document of `text`; an empty text yields a null root. `name` (a path) begins all messages.
    /// Errors: kInvalidArgument for bad syntax, duplicate keys and keys that are no scalars, kLimit.
    static Result<Document> parse(std::string_view text, std::string name);

    const Node& root() const { return *m_root; }
    const std::string& name() const { return m_name; }
    /// Whether another document follows, which was not read.
    bool hasMore() const { return m_hasMore; }

  private:
    friend class TreeBuilder;
    std::string m_name;
    std::deque<Node> m_nodes;
    const Node* m_root = nullptr;
    bool m_hasMore = false;
};

} // namespace hearth::yaml
