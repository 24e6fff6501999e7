// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/alertmanager_edit.h"

#include <algorithm>
#include <fmt/format.h>

#include "yaml/scalar_text.h"

namespace hearth::config {
namespace {

using yaml::Node;

/// Parses, lets `change` edit, and yields the text.
template <class Change>
Result<std::string> edited(std::string_view text, const std::string& path, Change change) {
    const auto document = HEARTH_TRY(yaml::Document::parse(text, path));
    if (document.root().kind != yaml::Kind::kMap) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("{}: this is no configuration of an Alertmanager", path));
    }
    BlockEdit edit(document, text);
    HEARTH_TRY(change(document.root(), edit));
    return edit.text();
}

std::string nameOf(const Node& item) {
    const auto* const name = item.find("name");
    return name == nullptr ? std::string() : name->text;
}

/// The item of the root's list that has this name.
struct Found {
    const Node* list = nullptr;
    const Node* item = nullptr;
    std::size_t index = 0;
};
Found findNamed(const Node& root, std::string_view listKey, const std::string& name) {
    const auto* const list = root.find(listKey);
    for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
        if (nameOf(*list->items[i]) == name) {
            return {list, list->items[i], i};
        }
    }
    return {list, nullptr, 0};
}

/// The first key behind a dash.
EntryLines itemLines(EntryLines lines) {
    lines.front() = "- " + lines.front();
    return lines;
}

EntryLines linesOf(const std::vector<KeyText>& keys) {
    EntryLines lines;
    for (const auto& [key, yaml, removed] : keys) {
        if (!removed) {
            lines.push_back(fmt::format("{}: {}", key, yaml));
        }
    }
    return lines.empty() ? EntryLines{"{}"} : lines;
}

EntryLines indentedBy(const EntryLines& lines, std::size_t blanks) {
    EntryLines out;
    for (const auto& line : lines) {
        out.push_back(std::string(blanks, ' ') + line);
    }
    return out;
}

Result<const Node*> entryAt(const Node& root, const std::string& path, const EntryPlace& place) {
    const auto found = findNamed(root, "receivers", place.receiver);
    const auto* const list = found.item == nullptr ? nullptr : found.item->find(place.key);
    if (list == nullptr || place.index >= list->items.size()) {
        return fail(ErrorCode::kNotFound,
                    fmt::format("{}: receiver {} has no {}[{}]", path, place.receiver, place.key, place.index));
    }
    return list->items[place.index];
}

bool isNamed(const Node& route, const std::string& receiver) {
    const auto* const name = route.find("receiver");
    const auto* const routes = route.find("routes");
    return (name != nullptr && name->text == receiver) ||
           (routes != nullptr &&
            std::ranges::any_of(routes->items, [&](const Node* child) { return isNamed(*child, receiver); }));
}

bool hasOtherEntries(const Node& receiver, std::string_view key) {
    return std::ranges::any_of(receiver.entries, [&](const auto& entry) {
        return entry.first->text != key && entry.first->text.ends_with("_configs") && !entry.second->items.empty();
    });
}

Result<const Node*> routeOf(const Node& root, const std::string& path) {
    const auto* const route = root.find("route");
    if (route == nullptr || route->kind != yaml::Kind::kMap) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("{}: there is no route", path));
    }
    return route;
}

Result<const Node*> childRoute(const Node& root, const std::string& path, std::size_t index) {
    const auto* const route = HEARTH_TRY(routeOf(root, path));
    const auto* const routes = route->find("routes");
    if (routes == nullptr || index >= routes->items.size()) {
        return fail(ErrorCode::kNotFound, fmt::format("{}: there is no route {} below the root", path, index + 1));
    }
    return routes->items[index];
}

} // namespace

Result<std::string> addReceiverEntry(std::string_view text, const std::string& path, const std::string& receiver,
                                     const std::string& key, const std::vector<KeyText>& keys) {
    return edited(text, path, [&](const Node& root, BlockEdit& edit) -> Result<void> {
        const auto found = findNamed(root, "receivers", receiver);
        const auto entry = itemLines(linesOf(keys));
        if (found.item != nullptr) {
            const auto* const list = found.item->find(key);
            return edit.insertItem(*found.item, key, list == nullptr ? 0 : list->items.size(), entry);
        }
        EntryLines lines{fmt::format("- name: {}", yaml::scalarText(receiver)), key + ":"};
        auto nested = indentedBy(entry, 2);
        for (std::size_t i = 1; i < nested.size(); ++i) {
            nested[i] = "  " + nested[i];
        }
        std::ranges::move(nested, std::back_inserter(lines));
        return edit.insertItem(root, "receivers", found.list == nullptr ? 0 : found.list->items.size(), lines);
    });
}

Result<std::string> changeReceiverEntry(std::string_view text, const std::string& path, const EntryPlace& place,
                                        const std::vector<KeyText>& keys) {
    return edited(text, path, [&](const Node& root, BlockEdit& edit) -> Result<void> {
        return edit.setKeys(*HEARTH_TRY(entryAt(root, path, place)), keys);
    });
}

Result<std::string> removeReceiverEntry(std::string_view text, const std::string& path, const EntryPlace& place) {
    return edited(text, path, [&](const Node& root, BlockEdit& edit) -> Result<void> {
        HEARTH_TRY(entryAt(root, path, place));
        const auto found = findNamed(root, "receivers", place.receiver);
        const auto& list = *found.item->find(place.key);
        if (list.items.size() > 1) {
            return edit.removeItem(list, place.index);
        }
        if (hasOtherEntries(*found.item, place.key)) {
            return edit.removeKey(*found.item, place.key);
        }
        const auto* const route = HEARTH_TRY(routeOf(root, path));
        if (isNamed(*route, place.receiver)) {
            return fail(ErrorCode::kConflict,
                        fmt::format("a route still sends alerts to {}; send them elsewhere first", place.receiver));
        }
        return edit.removeItem(*found.list, found.index);
    });
}

Result<std::string> addRouteLine(std::string_view text, const std::string& path, std::size_t index,
                                 const EntryLines& lines) {
    return edited(text, path, [&](const Node& root, BlockEdit& edit) -> Result<void> {
        return edit.insertItem(*HEARTH_TRY(routeOf(root, path)), "routes", index, itemLines(lines));
    });
}

Result<std::string> removeRouteLine(std::string_view text, const std::string& path, std::size_t index) {
    return edited(text, path, [&](const Node& root, BlockEdit& edit) -> Result<void> {
        HEARTH_TRY(childRoute(root, path, index));
        const auto& route = *root.find("route");
        const auto& routes = *route.find("routes");
        return routes.items.size() > 1 ? edit.removeItem(routes, index) : edit.removeKey(route, "routes");
    });
}

Result<std::string> moveRouteLine(std::string_view text, const std::string& path, std::size_t from, std::size_t to) {
    return edited(text, path, [&](const Node& root, BlockEdit& edit) -> Result<void> {
        HEARTH_TRY(childRoute(root, path, from));
        HEARTH_TRY(childRoute(root, path, to));
        return edit.moveItem(*root.find("route")->find("routes"), from, to);
    });
}

Result<std::string> setRouteKeys(std::string_view text, const std::string& path, std::optional<std::size_t> index,
                                 const std::vector<KeyText>& keys) {
    return edited(text, path, [&](const Node& root, BlockEdit& edit) -> Result<void> {
        const auto* const route = index ? HEARTH_TRY(childRoute(root, path, *index)) : HEARTH_TRY(routeOf(root, path));
        return edit.setKeys(*route, keys);
    });
}

Result<std::string> putTimeInterval(std::string_view text, const std::string& path, const std::string& name,
                                    const EntryLines& lines) {
    return edited(text, path, [&](const Node& root, BlockEdit& edit) -> Result<void> {
        for (const auto* const key : {"time_intervals", "mute_time_intervals"}) {
            if (const auto found = findNamed(root, key, name); found.item != nullptr) {
                return edit.putBlock(*found.item, "time_intervals", lines);
            }
        }
        EntryLines entry{fmt::format("- name: {}", yaml::scalarText(name)), "time_intervals:"};
        std::ranges::move(indentedBy(lines, 2), std::back_inserter(entry));
        const auto* const list = root.find("time_intervals");
        return edit.insertItem(root, "time_intervals", list == nullptr ? 0 : list->items.size(), entry);
    });
}

} // namespace hearth::config
