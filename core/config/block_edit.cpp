// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/block_edit.h"

#include <algorithm>
#include <fmt/format.h>

namespace hearth::config {
namespace {

std::size_t lineOf(const yaml::Node& node) {
    return node.at.line - 1;
}

std::size_t columnOf(const yaml::Node& node) {
    return node.at.column - 1;
}

const std::pair<const yaml::Node*, const yaml::Node*>* entryOf(const yaml::Node& map, std::string_view key) {
    const auto found = std::ranges::find_if(map.entries, [&](const auto& entry) { return entry.first->text == key; });
    return found == map.entries.end() ? nullptr : &*found;
}

/// What stands behind a value on its line: blanks and a comment. `value` begins where the value does.
std::string_view behindScalar(std::string_view value) {
    std::size_t end = 0;
    if (value.starts_with('"') || value.starts_with('\'')) {
        const char quote = value.front();
        for (end = 1; end < value.size() && value[end] != quote; ++end) {
            end += quote == '"' && value[end] == '\\' ? 1 : 0;
        }
    }
    const auto comment = value.find(" #", end);
    if (comment == std::string_view::npos) {
        return {};
    }
    return value.substr(value.find_last_not_of(' ', comment) + 1);
}

} // namespace

std::string BlockEdit::commentBehind(const yaml::Node& value, const yaml::LineRange& range) const {
    if (value.kind != yaml::Kind::kScalar || range.end - range.begin != 1 || lineOf(value) != range.begin) {
        return {};
    }
    const auto line = m_lines.line(range.begin);
    return std::string(behindScalar(line.substr(std::min(columnOf(value), line.size()))));
}

Result<void> BlockEdit::requireBlock(const yaml::Node& node) const {
    if (!node.flow) {
        return {};
    }
    return fail(ErrorCode::kUnsupported, fmt::format("{}:{}:{}: this is written in one line; change it in an editor",
                                                     m_document.name(), node.at.line, node.at.column));
}

std::size_t BlockEdit::dashColumn(const yaml::Node& item) const {
    const auto line = m_lines.line(lineOf(item));
    const auto dash = line.substr(0, std::min(columnOf(item), line.size())).rfind('-');
    return dash == std::string_view::npos ? m_lines.indentOf(lineOf(item)) : dash;
}

yaml::LineRange BlockEdit::rangeOfItem(const yaml::Node& item) const {
    return m_lines.blockAt(lineOf(item), dashColumn(item));
}

Result<void> BlockEdit::requireDash(const yaml::Node& item) const {
    const auto line = m_lines.line(lineOf(item));
    const auto dash = dashColumn(item);
    if (dash < line.size() && line[dash] == '-' && dash < columnOf(item)) {
        return {};
    }
    return fail(ErrorCode::kUnsupported,
                fmt::format("{}:{}:{}: the dash of this entry stands on a line of its own; change it in an editor",
                            m_document.name(), item.at.line, item.at.column));
}

yaml::LineRange BlockEdit::rangeWithComments(const yaml::Node& item) const {
    auto range = rangeOfItem(item);
    // Those that are indented deeper belong to the item before.
    const auto column = dashColumn(item);
    while (range.begin > 0 && m_lines.isComment(range.begin - 1) && m_lines.indentOf(range.begin - 1) <= column) {
        --range.begin;
    }
    return range;
}

yaml::LineRange BlockEdit::rangeOfEntry(const yaml::Node& key, const yaml::Node& value) const {
    auto range = m_lines.blockAt(lineOf(key), columnOf(key));
    // The dashes of a list may stand as far left as its key.
    if (value.kind == yaml::Kind::kSequence && !value.flow && !value.items.empty()) {
        range.end = std::max(range.end, rangeOfItem(*value.items.back()).end);
    }
    return range;
}

std::size_t BlockEdit::endOf(const yaml::Node& map) const {
    std::size_t end = lineOf(map) + 1;
    for (const auto& [key, value] : map.entries) {
        end = std::max(end, rangeOfEntry(*key, *value).end);
    }
    return end;
}

std::string BlockEdit::indented(const EntryLines& lines, std::size_t first, std::size_t rest) {
    std::string out;
    for (const auto& line : lines) {
        out.append(out.empty() ? first : rest, ' ');
        out += line + '\n';
    }
    return out;
}

Result<void> BlockEdit::setKeys(const yaml::Node& map, const std::vector<KeyText>& keys) {
    HEARTH_TRY(requireBlock(map));
    std::string added;
    const auto column = columnOf(map);
    for (const auto& [key, yaml, removed] : keys) {
        const auto* const entry = entryOf(map, key);
        if (entry == nullptr) {
            if (!removed) {
                added += fmt::format("{}{}: {}\n", std::string(column, ' '), key, yaml);
            }
            continue;
        }
        const auto range = rangeOfEntry(*entry->first, *entry->second);
        // The first key of an item stands behind its dash, which stays.
        const auto head = std::string(m_lines.line(range.begin).substr(0, column));
        const bool isFirstOfItem = head.find('-') != std::string::npos;
        if (removed && !isFirstOfItem) {
            m_lines.replace(range, {});
        } else if (removed) {
            return fail(ErrorCode::kUnsupported,
                        fmt::format("{}:{}:{}: {} stands first in its entry; remove it in an editor", m_document.name(),
                                    entry->first->at.line, entry->first->at.column, key));
        } else {
            m_lines.replace(range, fmt::format("{}{}: {}{}\n", head, key, yaml, commentBehind(*entry->second, range)));
        }
    }
    if (!added.empty()) {
        const auto end = endOf(map);
        m_lines.replace({end, end}, std::move(added));
    }
    return {};
}

Result<void> BlockEdit::insertItem(const yaml::Node& map, std::string_view key, std::size_t index,
                                   const EntryLines& lines) {
    HEARTH_TRY(requireBlock(map));
    const auto* const entry = entryOf(map, key);
    if (entry == nullptr) {
        const auto end = endOf(map);
        const auto column = columnOf(map);
        m_lines.replace({end, end}, fmt::format("{}{}:\n", std::string(column, ' '), key) +
                                        indented(lines, column + 2, column + 4));
        return {};
    }
    const auto& list = *entry->second;
    const auto keyColumn = columnOf(*entry->first);
    if (list.items.empty()) {
        const auto range = rangeOfEntry(*entry->first, list);
        const auto head = std::string(m_lines.line(range.begin).substr(0, keyColumn));
        m_lines.replace(range, fmt::format("{}{}:\n", head, key) + indented(lines, keyColumn + 2, keyColumn + 4));
        return {};
    }
    HEARTH_TRY(requireBlock(list));
    const auto column = dashColumn(*list.items.front());
    const auto at = index < list.items.size() ? lineOf(*list.items[index]) : rangeOfItem(*list.items.back()).end;
    m_lines.replace({at, at}, indented(lines, column, column + 2));
    return {};
}

Result<void> BlockEdit::removeItem(const yaml::Node& list, std::size_t index) {
    HEARTH_TRY(requireBlock(list));
    HEARTH_TRY(requireDash(*list.items.at(index)));
    m_lines.replace(rangeOfItem(*list.items.at(index)), {});
    return {};
}

Result<void> BlockEdit::moveItem(const yaml::Node& list, std::size_t from, std::size_t to) {
    HEARTH_TRY(requireBlock(list));
    if (from >= list.items.size() || to >= list.items.size()) {
        return fail(ErrorCode::kNotFound, fmt::format("{}:{}:{}: the list has no item {}", m_document.name(),
                                                      list.at.line, list.at.column, std::max(from, to) + 1));
    }
    std::vector<yaml::LineRange> places;
    for (const auto* const item : list.items) {
        HEARTH_TRY(requireDash(*item));
        places.push_back(rangeWithComments(*item));
    }
    auto contents = places;
    const auto moved = contents[from];
    contents.erase(contents.begin() + static_cast<std::ptrdiff_t>(from));
    contents.insert(contents.begin() + static_cast<std::ptrdiff_t>(to), moved);
    for (auto i = std::min(from, to); i <= std::max(from, to); ++i) {
        std::string lines;
        for (auto line = contents[i].begin; line < contents[i].end; ++line) {
            lines += fmt::format("{}\n", m_lines.line(line));
        }
        m_lines.replace(places[i], std::move(lines));
    }
    return {};
}

Result<void> BlockEdit::removeKey(const yaml::Node& map, std::string_view key) {
    HEARTH_TRY(requireBlock(map));
    if (const auto* const entry = entryOf(map, key)) {
        m_lines.replace(rangeOfEntry(*entry->first, *entry->second), {});
    }
    return {};
}

Result<void> BlockEdit::putBlock(const yaml::Node& map, std::string_view key, const EntryLines& lines) {
    HEARTH_TRY(requireBlock(map));
    const auto column = columnOf(map);
    const auto* const entry = entryOf(map, key);
    if (entry == nullptr) {
        const auto end = endOf(map);
        m_lines.replace({end, end}, fmt::format("{}{}:\n", std::string(column, ' '), key) +
                                        indented(lines, column + 2, column + 2));
        return {};
    }
    const auto range = rangeOfEntry(*entry->first, *entry->second);
    const auto head = std::string(m_lines.line(range.begin).substr(0, column));
    m_lines.replace(range, fmt::format("{}{}:\n", head, key) + indented(lines, column + 2, column + 2));
    return {};
}

} // namespace hearth::config
