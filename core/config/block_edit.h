// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "yaml/document.h"
#include "yaml/text_lines.h"

namespace hearth::config {

/// A key with its value as YAML: one line, or none for a key that is to go.
struct KeyText {
    std::string key;
    std::string yaml;
    bool removed = false;
};

/// Lines of an entry, without indentation and line ends: `key: value` or `- item`.
using EntryLines = std::vector<std::string>;

/// Changes single entries of block YAML by whole lines, so that all else stays to the byte. What is written in one line
/// (`{}`, `[]`) is refused with kUnsupported and its place: only an editor can change it.
/// Threads: thread-compatible; `document` and `text` must outlive it.
class BlockEdit {
  public:
    BlockEdit(const yaml::Document& document, std::string_view text)
        : m_document(document)
        , m_lines(text) {}

    /// Sets, adds or removes scalar keys of a map. One call a map.
    Result<void> setKeys(const yaml::Node& map, const std::vector<KeyText>& keys);
    /// Adds an item to the list under `key` of `map` before the item `index` (its size: behind the last); the list is
    /// made where it is missing or empty.
    Result<void> insertItem(const yaml::Node& map, std::string_view key, std::size_t index, const EntryLines& lines);
    /// The same where `map` is a file's root.
    Result<void> removeItem(const yaml::Node& list, std::size_t index);
    /// Puts the item `from` where the item `to` stands; those between them move up or down by one. Comments directly
    /// above an item go with it; what stands between items stays where it is. kNotFound.
    Result<void> moveItem(const yaml::Node& list, std::size_t from, std::size_t to);
    /// With all that stands below it.
    Result<void> removeKey(const yaml::Node& map, std::string_view key);
    /// Replaces or adds a key whose value takes several lines.
    Result<void> putBlock(const yaml::Node& map, std::string_view key, const EntryLines& lines);

    std::string text() const { return m_lines.text(); }

  private:
    Result<void> requireBlock(const yaml::Node& node) const;
    yaml::LineRange rangeOfEntry(const yaml::Node& key, const yaml::Node& value) const;
    yaml::LineRange rangeOfItem(const yaml::Node& item) const;
    /// kUnsupported where the dash stands on a line of its own.
    Result<void> requireDash(const yaml::Node& item) const;
    /// From the comments directly above it on.
    yaml::LineRange rangeWithComments(const yaml::Node& item) const;
    /// Line behind the last entry of a map.
    std::size_t endOf(const yaml::Node& map) const;
    std::size_t dashColumn(const yaml::Node& item) const;
    std::string commentBehind(const yaml::Node& value, const yaml::LineRange& range) const;
    static std::string indented(const EntryLines& lines, std::size_t first, std::size_t rest);

    const yaml::Document& m_document;
    yaml::TextLines m_lines;
};

} // namespace hearth::config
