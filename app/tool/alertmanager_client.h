// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "alertmanager/route/matcher_text.h"
#include "base/error.h"
#include "datasource/alertmanager_source.h"
#include "model/matcher.h"
#include "tool/context.h"

namespace CLI {
class App;
}

namespace hearth::app::tool {

/// How an Alertmanager is reached and how answers are printed: the flags that `silence` and `alert` share, with
/// amtool's names.
struct ClientOptions {
    std::string url = "http://localhost:9093";
    std::string output = "simple"; ///< simple, extended or json
    std::string timeout = "30s";
    std::string httpConfigFile;
    bool versionCheck = true; ///< Without effect.
    std::vector<std::string> features;

    void declare(CLI::App& command);
    Result<std::unique_ptr<datasource::AlertmanagerSource>> connect(Context& context) const;
    Result<alertmanager::MatcherSyntax> syntax() const { return alertmanager::matcherSyntaxOf(features); }
};

/// The words of a command line as texts of matchers: a first word that is none stands for the value of `alertname`.
std::vector<std::string> matcherTexts(std::vector<std::string> words, alertmanager::MatcherSyntax syntax);
/// The matchers that such texts say.
Result<model::Matchers> readMatchers(const std::vector<std::string>& texts, alertmanager::MatcherSyntax syntax);
/// `name=value` each; `what` names them in the complaint.
Result<std::map<std::string, std::string>> readPairs(const std::vector<std::string>& words,
                                                     alertmanager::MatcherSyntax syntax, std::string_view what);
/// RFC 3339, in milliseconds.
Result<model::TimestampMs> readMoment(const std::string& text);

/// Prints as amtool does: a table of the few or of all columns, or the API's JSON.
void printSilences(Output& out, const std::string& format, std::vector<datasource::Silence> silences);
void printAlerts(Output& out, const std::string& format, std::vector<datasource::ReceivedAlert> alerts);

/// `silence add|query|expire|update|import` and `alert add|query|test-receiver`: the words of the command line without
/// the program's name. Return the exit code: 0; 1 for what failed; 2 for a mistyped command.
int runSilence(const std::vector<std::string>& arguments, Context& context);
int runAlert(const std::vector<std::string>& arguments, Context& context);

/// Parses with `parser`, then runs `action`, which the chosen command has set by then.
int runParsed(CLI::App& parser, const std::vector<std::string>& arguments,
              const std::function<Result<void>(Context&)>& action, Context& context);

} // namespace hearth::app::tool
