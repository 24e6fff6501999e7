// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/check_verbs.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <iostream>
#include <iterator>

#include "model/time.h"
#include "tool/alertmanager_client.h"
#include "tool/check_config.h"
#include "tool/check_discovery.h"
#include "tool/check_metrics.h"

namespace hearth::app::tool {
namespace {

/// Runs a check whose exit code says what was found.
int runCheck(CLI::App& parser, const std::vector<std::string>& arguments, const std::function<int()>& check,
             Context& context) {
    int code = 0;
    const int misused = runParsed(
        parser, {arguments.begin() + 1, arguments.end()},
        [&](Context&) -> Result<void> {
            code = check();
            return {};
        },
        context);
    return misused != 0 ? misused : code;
}

void addLookback(CLI::App& parser, model::DurationMs& lookback) {
    parser.add_option_function<std::string>(
        "--query.lookback-delta",
        [&lookback](const std::string& text) {
            const auto parsed = model::parseDuration(text);
            if (!parsed) {
                throw CLI::ValidationError("--query.lookback-delta", parsed.error().message());
            }
            lookback = *parsed;
        },
        "How long the server looks back for a sample (default: 5m)");
}

} // namespace

int runCheckConfig(const std::vector<std::string>& arguments, Context& context) {
    CLI::App parser("Check if the config files are valid or not.", "hearth check config");
    CheckConfigOptions options;
    parser.add_flag("--syntax-only", options.syntaxOnly, "Only check the syntax; look at no files named in it.");
    parser.add_option("--lint", options.lint,
                      "What else to look for: all, duplicate-rules, too-long-scrape-interval, none.");
    parser.add_flag("--lint-fatal", options.lintFatal, "Exit with code 3 where only lint complains.");
    parser.add_flag("--ignore-unknown-fields", options.read.ignoreUnknownFields,
                    "Ignore unknown fields in the rule files; the server does not.");
    parser.add_flag("--agent", options.agent, "Refuse what a server in agent mode refuses.");
    addLookback(parser, options.lookback);
    parser.add_option("config-files", options.files, "The config files.")->required();
    return runCheck(parser, arguments, [&] { return checkConfigs(context, options); }, context);
}

int runCheckMetrics(const std::vector<std::string>& arguments, Context& context) {
    CLI::App parser("Reads metrics from standard input and checks them for consistency and correctness.",
                    "hearth check metrics");
    CheckMetricsOptions options;
    std::string lint = "all";
    parser.add_flag("--extended", options.extended, "Print how many series each metric has, too.");
    parser.add_option("--lint", lint, "all, or none: only read them.");
    return runCheck(
        parser, arguments,
        [&] {
            options.lint = lint != "none";
            const bool reads = options.lint || options.extended;
            return checkMetrics(
                context, options,
                reads ? std::string(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>())
                      : std::string());
        },
        context);
}

int runCheckDiscovery(const std::vector<std::string>& arguments, Context& context) {
    CLI::App parser("Finds the targets of a job and shows their labels before and after relabelling.",
                    "hearth check service-discovery");
    std::string path;
    std::string job;
    std::string ignored;
    parser.add_option("--timeout", ignored, "Accepted; files are read at once.");
    parser.add_option("config-file", path, "The config file.")->required();
    parser.add_option("job", job, "The job.")->required();
    return runCheck(parser, arguments, [&] { return checkDiscovery(context, path, job); }, context);
}

} // namespace hearth::app::tool
