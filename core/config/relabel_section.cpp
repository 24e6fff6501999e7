// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "base/text.h"
#include "config/sections.h"

namespace hearth::config {
namespace {

Result<model::RelabelAction> parseAction(std::string_view text) {
    if (const auto action = model::parseRelabelAction(text)) {
        return *action;
    }
    return fail(ErrorCode::kInvalidArgument, fmt::format("unknown relabel action {}", quoteGo(text)));
}

Result<std::optional<model::Regex>> parseRegex(std::string_view text) {
    auto regex = model::Regex::create(text);
    if (!regex) {
        return std::unexpected(std::move(regex).error());
    }
    return std::optional(*std::move(regex));
}

model::RelabelRule readRule(yaml::Complaints& complaints, const Node& node, const std::string& where) {
    MapReader map(complaints, node, where);
    model::RelabelRule rule;
    map.texts("source_labels", rule.sourceLabels);
    map.text("separator", rule.separator);
    map.parsed("regex", rule.regex, parseRegex);
    map.unsignedInteger("modulus", rule.modulus);
    map.text("target_label", rule.targetLabel);
    map.text("replacement", rule.replacement);
    map.parsed("action", rule.action, parseAction);
    map.finish();
    std::vector<std::string> written;
    for (const auto& [key, value] : node.entries) {
        written.push_back(key->text);
    }
    if (auto checked = model::validateRelabelRule(rule, written); !checked) {
        map.complain(checked.error().message());
    }
    return rule;
}

} // namespace

void readRelabelRules(MapReader& map, std::string_view key, std::vector<model::RelabelRule>& out) {
    map.each(key, [&](const Node& item, const std::string& where) {
        if (item.kind == yaml::Kind::kNull) {
            map.complaints().add(item, "empty or null relabeling rule", where);
            return;
        }
        out.push_back(readRule(map.complaints(), item, where));
    });
}

} // namespace hearth::config
