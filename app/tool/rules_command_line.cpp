// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/rules_command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <iostream>
#include <iterator>

#include "base/text.h"
#include "tool/check_rules.h"
#include "tool/test_rules.h"

namespace hearth::app::tool {
namespace {

constexpr int kFailed = 1;
constexpr int kMistyped = 2;

constexpr const char* kIgnoreHelp = "Ignore unknown fields in the rule files; the server does not.";
constexpr const char* kFeatureHelp =
    "Parts of PromQL to switch on: promql-experimental-functions, promql-extended-range-selectors, "
    "promql-binop-fill-modifiers, promql-delayed-name-removal; may be repeated, or several with commas.";

/// The grammar of both commands.
class RulesGrammar {
  public:
    RulesGrammar()
        : m_parser("Looks into rule files.", "hearth") {
        m_parser.require_subcommand(1);
        m_parser.fallthrough();
        m_parser.add_option("--enable-feature", m_features, kFeatureHelp)
            ->expected(1)
            ->allow_extra_args(false)
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
        declareCheck();
        declareTest();
    }

    int run(std::vector<std::string> arguments, Context& context) {
        std::ranges::reverse(arguments);
        try {
            m_parser.parse(std::move(arguments));
        } catch (const CLI::Success& asked) {
            std::ostringstream help;
            const int code = m_parser.exit(asked, help, help);
            context.out.print(help.str());
            return code;
        } catch (const CLI::ParseError& error) {
            context.complainLine(fmt::format("hearth: {}; --help shows how it is meant", error.what()));
            return kMistyped;
        }
        applyFeatures(context);
        const auto code = m_action(context);
        context.out.flush();
        if (!code) {
            context.complainLine(fmt::format("hearth: {}", code.error().message()));
            return kFailed;
        }
        return *code;
    }

  private:
    void declareCheck() {
        auto& check = *m_parser.add_subcommand("check", "Check files.");
        check.require_subcommand(1);
        auto& command = *check.add_subcommand("rules", "Check if the rule files are valid or not.");
        command.add_option("--lint", m_check.lint, "What else to look for: all, duplicate-rules, none.");
        command.add_flag("--lint-fatal", m_check.lintFatal, "Exit with code 3 where only lint complains.");
        command.add_flag("--ignore-unknown-fields", m_check.read.ignoreUnknownFields, kIgnoreHelp);
        command.add_option("rule-files", m_check.files, "The rule files (default: standard input)");
        command.callback([this] {
            m_action = [this](Context& context) -> Result<int> {
                return checkRules(context, m_check, [] {
                    return std::string(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
                });
            };
        });
    }

    void declareTest() {
        auto& test = *m_parser.add_subcommand("test", "Unit testing.");
        test.require_subcommand(1);
        test.fallthrough();
        test.add_option("--junit", m_test.junitFile, "Where to write the results as JUnit XML.");
        auto& command = *test.add_subcommand("rules", "Unit tests for rules.");
        command.fallthrough();
        command.add_option("--run", m_test.run, "Only test groups whose names match; may be repeated.")
            ->expected(1)
            ->allow_extra_args(false)
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
        command.add_flag("--debug", m_test.debug, "Say what is done, and show all samples.");
        command.add_flag("--diff", m_test.diff, "Show differences of alerts line by line.");
        command.add_flag("--ignore-unknown-fields", m_test.read.ignoreUnknownFields, kIgnoreHelp);
        command.add_option("test-rule-files", m_test.files, "The unit test files.")->required();
        command.callback([this] { m_action = [this](Context& context) { return testRules(context, m_test); }; });
    }

    void applyFeatures(Context& context) {
        for (const auto& option : m_features) {
            for (const auto feature : split(option, ',')) {
                applyFeature(feature, context);
            }
        }
        m_check.read.parse = m_test.read.parse;
        m_test.engine.experimentalFunctions = m_test.read.parse.experimentalFunctions;
        m_test.engine.extendedRangeSelectors = m_test.read.parse.extendedRangeSelectors;
        m_test.engine.binopFillModifiers = m_test.read.parse.fillModifiers;
    }

    void applyFeature(std::string_view feature, Context& context) {
        auto& parse = m_test.read.parse;
        if (feature == "promql-experimental-functions") {
            parse.experimentalFunctions = true;
        } else if (feature == "promql-extended-range-selectors") {
            parse.extendedRangeSelectors = true;
        } else if (feature == "promql-binop-fill-modifiers") {
            parse.fillModifiers = true;
        } else if (feature == "promql-delayed-name-removal") {
            m_test.engine.delayedNameRemoval = true;
        } else if (feature != "promql-duration-expr" && !feature.empty()) { // that one is always on
            context.complainLine(fmt::format("  WARNING: --enable-feature is not supported for {}", quoteGo(feature)));
        }
    }

    CLI::App m_parser;
    std::function<Result<int>(Context&)> m_action;
    CheckRulesOptions m_check;
    TestRulesOptions m_test;
    std::vector<std::string> m_features;
};

} // namespace

int runRulesCommand(const std::vector<std::string>& arguments, Context& context) {
    return RulesGrammar().run(arguments, context);
}

} // namespace hearth::app::tool
