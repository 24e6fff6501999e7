// SPDX-License-Identifier: GPL-3.0-or-later
#include "discovery/target_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "discovery/file_pattern.h"

namespace hearth::discovery {
namespace {

constexpr std::string_view kAddress = "__address__";

using Json = nlohmann::json;

std::unexpected<Error> invalid(const std::string& path, std::string_view reason) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("{}: {}", path, reason));
}

/// From the last dot of the file's name; empty where there is none.
std::string_view endingOf(std::string_view path) {
    const auto slash = path.rfind('/');
    const auto name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    const auto dot = name.rfind('.');
    return dot == std::string_view::npos ? std::string_view() : name.substr(dot);
}

Result<void> checkSize(std::size_t targets, const std::string& path) {
    if (targets > kMaxTargetsPerFile) {
        return fail(ErrorCode::kLimit, fmt::format("{}: more than {} targets", path, kMaxTargetsPerFile));
    }
    return {};
}

std::size_t targetCount(const std::vector<TargetGroup>& groups) {
    std::size_t count = 0;
    for (const auto& group : groups) {
        count += group.targets.size();
    }
    return count;
}

Result<TargetGroup> groupFromJson(const Json& json, const std::string& path, std::size_t index) {
    if (!json.is_object()) {
        return invalid(path, fmt::format("group {}: expected an object with \"targets\" and \"labels\"", index));
    }
    TargetGroup group;
    std::vector<model::Labels::Pair> labels;
    for (const auto& [key, value] : json.items()) {
        if (key == "targets" && value.is_array()) {
            for (const auto& target : value) {
                if (!target.is_string()) {
                    return invalid(path, fmt::format("group {}: a target must be a string", index));
                }
                group.targets.push_back({{kAddress, target.get_ref<const std::string&>()}});
            }
        } else if (key == "labels" && value.is_object()) {
            for (const auto& [name, text] : value.items()) {
                if (!text.is_string() || !model::isLabelName(name)) {
                    return invalid(path, fmt::format("group {}: label {} is not a valid name with a string value",
                                                     index, quoteGo(name)));
                }
                labels.emplace_back(name, text.get<std::string>());
            }
        } else if (!value.is_null() || (key != "targets" && key != "labels")) {
            return invalid(path, fmt::format("group {}: unknown or wrong field {}", index, quoteGo(key)));
        }
    }
    group.labels = model::Labels::fromPairs(std::move(labels));
    return group;
}

Result<std::vector<TargetGroup>> parseJson(std::string_view text, const std::string& path) {
    try {
        const auto json = Json::parse(text);
        if (!json.is_array()) {
            return invalid(path, "expected a list of target groups");
        }
        std::vector<TargetGroup> groups;
        for (std::size_t i = 0; i < json.size(); ++i) {
            if (json[i].is_null()) {
                return invalid(path, fmt::format("nil target group item found (index {})", i));
            }
            groups.push_back(HEARTH_TRY(groupFromJson(json[i], path, i)));
        }
        return groups;
    } catch (const Json::parse_error& e) {
        const auto at = positionOf(text, e.byte == 0 ? 0 : e.byte - 1);
        return std::unexpected(yaml::errorAt(path, at, "this is not valid JSON"));
    } catch (const Json::exception& e) {
        return invalid(path, e.what());
    }
}

Result<std::vector<TargetGroup>> parseYaml(std::string_view text, const std::string& path) {
    const auto document = HEARTH_TRY(yaml::Document::parse(text, path));
    yaml::Complaints complaints(path);
    std::vector<TargetGroup> groups;
    const auto& root = document.root();
    if (root.kind != yaml::Kind::kSequence && root.kind != yaml::Kind::kNull) {
        complaints.add(root, "expected a list of target groups");
    }
    for (std::size_t i = 0; i < root.items.size(); ++i) {
        const auto& item = *root.items[i];
        if (item.kind == yaml::Kind::kNull) {
            complaints.add(item, fmt::format("nil target group item found (index {})", i));
        }
        groups.push_back(readTargetGroup(complaints, item, fmt::format("group {}", i)));
    }
    if (complaints.any()) {
        return std::unexpected(*complaints.first());
    }
    return groups;
}

} // namespace

TargetGroup readTargetGroup(yaml::Complaints& complaints, const yaml::Node& node, const std::string& where) {
    yaml::MapReader map(complaints, node, where);
    std::vector<std::string> addresses;
    std::map<std::string, std::string> labels;
    map.texts("targets", addresses);
    map.textMap("labels", labels);
    map.finish();
    TargetGroup group;
    for (const auto& address : addresses) {
        group.targets.push_back({{kAddress, address}});
    }
    std::vector<model::Labels::Pair> pairs;
    for (auto& [name, value] : labels) {
        if (!model::isLabelName(name)) {
            map.complain(fmt::format("{} is not a valid label name", quoteGo(name)));
        } else if (!isValidUtf8(value)) {
            map.complain(fmt::format("{} is not a valid label value", quoteGo(value)));
        }
        pairs.emplace_back(name, std::move(value));
    }
    group.labels = model::Labels::fromPairs(std::move(pairs));
    return group;
}

Result<std::vector<TargetGroup>> parseTargetFile(std::string_view text, const std::string& path) {
    const auto ending = toLowerAscii(endingOf(path));
    if (ending != ".json" && ending != ".yml" && ending != ".yaml") {
        return invalid(path, fmt::format("invalid file extension: {}", quoteGo(endingOf(path))));
    }
    auto groups = HEARTH_TRY(ending == ".json" ? parseJson(text, path) : parseYaml(text, path));
    if (auto checked = checkSize(targetCount(groups), path); !checked) {
        return std::unexpected(std::move(checked).error());
    }
    return groups;
}

bool isTargetFilePath(std::string_view path) {
    const bool ending = path.ends_with(".json") || path.ends_with(".yml") || path.ends_with(".yaml");
    return ending && isFilePattern(path);
}

} // namespace hearth::discovery
