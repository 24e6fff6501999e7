// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/alertmanager_verbs.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <sstream>

#include "tool/alertmanager_config.h"
#include "tool/amtool_settings.h"

namespace hearth::app::tool {
namespace {

constexpr int kFailed = 1;
constexpr int kMistyped = 2;

/// Reads the words behind the verb; yields an exit code where there is nothing left to do.
std::optional<int> parse(CLI::App& parser, std::vector<std::string> arguments, Output& out) {
    std::ranges::reverse(arguments);
    try {
        parser.parse(std::move(arguments));
        return std::nullopt;
    } catch (const CLI::Success& asked) {
        std::ostringstream help;
        const int code = parser.exit(asked, help, help);
        out.print(help.str());
        return code;
    } catch (const CLI::ParseError& error) {
        fmt::print(stderr, "hearth: {}; --help shows how it is meant\n", error.what());
        return kMistyped;
    }
}

int failed(const Error& error) {
    fmt::print(stderr, "hearth: {}\n", error.message());
    return kFailed;
}

void addFeatures(CLI::App& parser, std::vector<std::string>& features) {
    parser.add_option("--enable-feature", features, "classic-mode or utf8-strict-mode: how matchers are read.")
        ->delimiter(',');
}

} // namespace

int runCheckAlertmanagerConfig(const std::vector<std::string>& arguments, Context& context) {
    CLI::App parser("Validates alertmanager.yml files.", "hearth check alertmanager-config");
    std::vector<std::string> paths;
    std::vector<std::string> features;
    addFeatures(parser, features);
    parser.add_option("files", paths, "The files.")->required();
    if (const auto applied = applyAmtoolSettings(parser, context); !applied) {
        return failed(applied.error());
    }
    if (const auto code = parse(parser, {arguments.begin() + 2, arguments.end()}, context.out)) {
        return *code;
    }
    const auto syntax = alertmanager::matcherSyntaxOf(features);
    if (!syntax) {
        return failed(syntax.error());
    }
    const int failures = checkAlertmanagerConfigs(context, paths, *syntax);
    context.out.flush();
    return failures == 0
               ? 0
               : failed(Error(ErrorCode::kInvalidArgument, fmt::format("failed to validate {} file(s)", failures)));
}

int runRoute(const std::vector<std::string>& arguments, Context& context) {
    CLI::App parser("Shows where alerts go.", "hearth route");
    RouteTestOptions options;
    std::vector<std::string> features;
    parser.require_subcommand(1);
    parser.fallthrough();
    parser.add_option("--config.file", options.configFile, "The alertmanager.yml.")->required();
    addFeatures(parser, features);
    const auto& show = *parser.add_subcommand("show", "Print the tree of routes.");
    auto& test = *parser.add_subcommand("test", "Print the receivers of an alert of these labels.");
    test.add_option("--verify.receivers", options.verifyReceivers,
                    "Fail where these (joined by commas) are not the receivers.");
    test.add_flag("--tree", options.tree, "Print the routes that match, too.");
    test.add_option("labels", options.labels, "name=value");
    if (const auto applied = applyAmtoolSettings(parser, context); !applied) {
        return failed(applied.error());
    }
    if (const auto code = parse(parser, {arguments.begin() + 1, arguments.end()}, context.out)) {
        return *code;
    }
    const auto syntax = alertmanager::matcherSyntaxOf(features);
    if (!syntax) {
        return failed(syntax.error());
    }
    if (show.parsed()) {
        const auto shown = showRoutes(context, options.configFile, *syntax);
        return shown ? 0 : failed(shown.error());
    }
    const auto asExpected = testRoutes(context, options, *syntax);
    context.out.flush();
    return !asExpected ? failed(asExpected.error()) : *asExpected ? 0 : kFailed;
}

} // namespace hearth::app::tool
