// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/alertmanager_config.h"

#include <fmt/format.h>

#include "alertmanager/route/route.h"
#include "config/alertmanager.h"
#include "config/config.h"
#include "discovery/file_pattern.h"
#include "template/notification_templates.h"
#include "tool/text_tree.h"

namespace hearth::app::tool {
namespace {

using alertmanager::MatcherSyntax;
using alertmanager::Route;

Result<alertmanager::Options> parse(Context& context, const std::string& path, MatcherSyntax syntax) {
    const auto text = HEARTH_TRY(context.files.readAll(path, config::kMaxConfigBytes));
    return config::parseAlertmanager(text, path, config::machineDialect(context.files, syntax));
}

void printFound(Output& out, const alertmanager::Options& options) {
    out.line("Found:");
    out.line(" - global config");
    out.line(" - route");
    out.line(fmt::format(" - {} inhibit rules", options.inhibitRules.size()));
    out.line(fmt::format(" - {} receivers", options.receivers.size()));
    out.line(fmt::format(" - {} templates", options.templates.size()));
}

void printWarnings(Output& out, const alertmanager::Options& options) {
    for (const auto& warning : options.warnings) {
        out.line(fmt::format("  WARNING: {}", warning));
    }
    for (const auto& refusal : options.refusals) {
        out.line(fmt::format("  WARNING: the server refuses this file: {}", refusal));
    }
}

/// Patterns that fit no file are no error, as the files may come yet.
Result<void> checkTemplates(Context& context, const std::vector<std::string>& patterns) {
    templates::NotificationTemplates all(context.clock, context.files);
    for (const auto& pattern : patterns) {
        for (const auto& path : discovery::expandPattern(context.files, pattern)) {
            auto text = HEARTH_TRY(context.files.readAll(path, config::kMaxConfigBytes));
            if (auto added = all.add(discovery::splitPath(path).name, std::move(text)); !added) {
                return std::unexpected(std::move(added).error().withContext(path));
            }
        }
    }
    return {};
}

std::string branchText(const Route& route, bool showsContinue, bool showsReceiver) {
    auto text = route.matchers.empty() ? std::string("default-route") : alertmanager::matchersText(route.matchers);
    if (route.goesOn && showsContinue) {
        text += "  continue: true";
    }
    if (showsReceiver) {
        text += "  receiver: " + route.receiver;
    }
    return text;
}

TextTree treeOf(const Route& route) {
    TextTree tree{branchText(route, true, true), {}};
    for (const auto& child : route.routes) {
        tree.branches.push_back(treeOf(*child));
    }
    return tree;
}

/// The routes that an alert passes; `route` must match it.
TextTree matchingTree(const Route& route, const model::Labels& labels) {
    TextTree tree;
    for (const auto& child : route.routes) {
        if (!model::matchesAll(labels, child->matchers)) {
            continue;
        }
        tree.branches.push_back(matchingTree(*child, labels));
        if (!child->goesOn) {
            break;
        }
    }
    tree.text = branchText(route, false, tree.branches.empty());
    return tree;
}

/// Yields whether they are good.
bool printTemplates(Context& context, const std::vector<std::string>& patterns) {
    if (patterns.empty()) {
        return true;
    }
    const auto checked = checkTemplates(context, patterns);
    context.out.line(checked ? "  SUCCESS" : fmt::format("  FAILED: {}", checked.error().message()));
    return checked.has_value();
}

Result<model::Labels> parseLabels(const std::vector<std::string>& texts, MatcherSyntax syntax) {
    std::vector<model::Labels::Pair> pairs;
    for (const auto& text : texts) {
        const auto parsed = alertmanager::parseMatcher(text, syntax);
        if (!parsed) {
            return fail(ErrorCode::kInvalidArgument,
                        fmt::format("Failed to parse labels: {}", parsed.error().message()));
        }
        const auto& matcher = parsed->matchers.front();
        if (matcher.type() != model::MatchType::kEqual) {
            return fail(ErrorCode::kInvalidArgument, "Labels must be specified as key=value pairs");
        }
        pairs.emplace_back(matcher.name(), matcher.value());
    }
    return model::Labels::fromPairs(std::move(pairs));
}

} // namespace

int checkAlertmanagerConfigs(Context& context, const std::vector<std::string>& paths, MatcherSyntax syntax) {
    int failures = 0;
    for (const auto& path : paths) {
        context.out.print(fmt::format("Checking '{}'", path));
        const auto options = parse(context, path, syntax);
        if (options) {
            context.out.line("  SUCCESS");
            printFound(context.out, *options);
            printWarnings(context.out, *options);
            failures += printTemplates(context, options->templates) ? 0 : 1;
        } else {
            context.out.line(fmt::format("  FAILED: {}", options.error().message()));
            ++failures;
        }
        context.out.line("");
    }
    return failures;
}

Result<void> showRoutes(Context& context, const std::string& configFile, MatcherSyntax syntax) {
    const auto options = HEARTH_TRY(parse(context, configFile, syntax));
    const auto root = Route::build(options.route);
    context.out.print(fmt::format("Routing tree:\n{}\n", treeOf(*root).toText()));
    return {};
}

Result<bool> testRoutes(Context& context, const RouteTestOptions& options, MatcherSyntax syntax) {
    const auto file = HEARTH_TRY(parse(context, options.configFile, syntax));
    const auto root = Route::build(file.route);
    const auto labels = HEARTH_TRY(parseLabels(options.labels, syntax));
    if (options.tree) {
        context.out.print(fmt::format("Matching routes:\n{}\n\n", matchingTree(*root, labels).toText()));
    }
    std::string receivers;
    for (const auto* const route : root->match(labels)) {
        receivers += receivers.empty() ? "" : ",";
        receivers += route->receiver;
    }
    context.out.line(receivers);
    if (!options.verifyReceivers.empty() && options.verifyReceivers != receivers) {
        context.out.line("WARNING: Expected receivers did not match resolved receivers.");
        return false;
    }
    return true;
}

} // namespace hearth::app::tool
