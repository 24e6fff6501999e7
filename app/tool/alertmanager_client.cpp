// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/alertmanager_client.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <sstream>

#include "base/text.h"
#include "config/config.h"
#include "datasource/remote_alertmanager.h"
#include "model/time.h"

namespace hearth::app::tool {
namespace {

constexpr int kFailed = 1;
constexpr int kMistyped = 2;

} // namespace

void ClientOptions::declare(CLI::App& command) {
    command.add_option("--alertmanager.url", url, "The Alertmanager to talk to (default: http://localhost:9093)");
    command.add_option("-o,--output", output, "How answers are printed: simple, extended or json (default: simple)")
        ->check(CLI::IsMember({"simple", "extended", "json"}));
    command.add_option("--timeout", timeout, "How long the command may take (default: 30s)");
    command.add_option("--http.config.file", httpConfigFile,
                       "A file with an HTTP client block: credentials, TLS, proxy.");
    command.add_flag("--version-check,!--no-version-check", versionCheck, "Accepted; versions are not compared.");
    command.add_option("--enable-feature", features, "classic-mode or utf8-strict-mode: how matchers are read.")
        ->delimiter(',');
}

Result<std::unique_ptr<datasource::AlertmanagerSource>> ClientOptions::connect(Context& context) const {
    const auto limit = model::parseDuration(timeout);
    if (!limit || *limit <= 0) {
        return fail(ErrorCode::kInvalidArgument, "--timeout takes a duration such as 30s");
    }
    datasource::RemoteOptions options;
    options.url = url.find("://") == std::string::npos ? "http://" + url : url;
    options.timeout = std::chrono::milliseconds(*limit);
    if (!httpConfigFile.empty()) {
        const auto text = HEARTH_TRY(context.files.readAll(httpConfigFile, config::kMaxConfigBytes));
        options.client =
            std::make_shared<const http::ClientOptions>(HEARTH_TRY(config::parseHttpClient(text, httpConfigFile)));
    }
    return datasource::RemoteAlertmanager::create(std::move(options));
}

std::vector<std::string> matcherTexts(std::vector<std::string> words, alertmanager::MatcherSyntax syntax) {
    if (!words.empty() && !alertmanager::parseMatcher(words.front(), syntax)) {
        words.front() = "alertname=" + quoteGo(words.front());
    }
    return words;
}

Result<model::Matchers> readMatchers(const std::vector<std::string>& texts, alertmanager::MatcherSyntax syntax) {
    model::Matchers matchers;
    for (const auto& text : texts) {
        auto parsed = HEARTH_TRY(alertmanager::parseMatcher(text, syntax));
        std::ranges::move(parsed.matchers, std::back_inserter(matchers));
    }
    return matchers;
}

Result<std::map<std::string, std::string>> readPairs(const std::vector<std::string>& words,
                                                     alertmanager::MatcherSyntax syntax, std::string_view what) {
    std::map<std::string, std::string> pairs;
    const auto matchers = HEARTH_TRY(readMatchers(words, syntax));
    for (const auto& matcher : matchers) {
        if (matcher.type() != model::MatchType::kEqual) {
            return fail(ErrorCode::kInvalidArgument, fmt::format("{} must be specified as key=value pairs", what));
        }
        pairs[matcher.name()] = matcher.value();
    }
    return pairs;
}

Result<model::TimestampMs> readMoment(const std::string& text) {
    constexpr std::size_t kDateSize = 10;
    const auto time = model::parseTimestamp(text);
    if (!time || text.size() <= kDateSize || text[4] != '-') {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("cannot read {}: a time is written as 2006-01-02T15:04:05Z", quoteGo(text)));
    }
    return *time;
}

int runParsed(CLI::App& parser, const std::vector<std::string>& arguments,
              const std::function<Result<void>(Context&)>& action, Context& context) {
    std::vector<std::string> words(arguments.begin() + 1, arguments.end());
    std::ranges::reverse(words);
    try {
        parser.parse(std::move(words));
    } catch (const CLI::Success& asked) {
        std::ostringstream help;
        const int exitCode = parser.exit(asked, help, help);
        context.out.print(help.str());
        return exitCode;
    } catch (const CLI::ParseError& error) {
        context.complainLine(fmt::format("hearth: {}; --help shows how it is meant", error.what()));
        return kMistyped;
    }
    const auto done = action(context);
    context.out.flush();
    if (!done) {
        context.complainLine("hearth: " + done.error().message());
        return kFailed;
    }
    return 0;
}

} // namespace hearth::app::tool
