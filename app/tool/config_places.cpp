// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/config_places.h"

#include <charconv>
#include <fmt/format.h>

#include "config/config.h"
#include "yaml/document.h"

namespace hearth::app::tool {
namespace {

/// `key` or `key[1]`, taken off the front of `where`.
std::string_view takeStep(std::string_view& where) {
    const auto dot = where.find('.');
    const auto step = where.substr(0, dot);
    where.remove_prefix(dot == std::string_view::npos ? where.size() : dot + 1);
    return step;
}

const yaml::Node* itemOf(const yaml::Node* list, std::string_view index) {
    std::size_t i = 0;
    std::from_chars(index.data(), index.data() + index.size(), i);
    return list != nullptr && i < list->items.size() ? list->items[i] : nullptr;
}

const yaml::Node& innermost(const yaml::Node& root, std::string_view where) {
    const auto* node = &root;
    while (!where.empty()) {
        const auto step = takeStep(where);
        const auto bracket = step.find('[');
        const auto* next = node->find(step.substr(0, bracket));
        if (next != nullptr && bracket != std::string_view::npos) {
            const auto* const item = itemOf(next, step.substr(bracket + 1));
            next = item != nullptr ? item : next;
        }
        if (next == nullptr) {
            break;
        }
        node = next;
    }
    return *node;
}

} // namespace

Error errorAtSetting(FileSystem& files, const std::string& path, std::string_view where, std::string_view reason) {
    const auto told = fmt::format("{}: {}", where, reason);
    const auto text = files.readAll(path, config::kMaxConfigBytes);
    const auto document = text ? yaml::Document::parse(*text, path) : std::unexpected(text.error());
    if (!document) {
        return Error(ErrorCode::kInvalidArgument, fmt::format("{}: {}", path, told));
    }
    return yaml::errorAt(path, innermost(document->root(), where).at, told);
}

} // namespace hearth::app::tool
