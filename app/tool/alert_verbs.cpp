// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "tool/alertmanager_client.h"
#include "tool/amtool_settings.h"

namespace hearth::app::tool {
namespace {

class AlertGrammar {
  public:
    AlertGrammar() {
        m_parser.require_subcommand(0, 1);
        m_parser.fallthrough();
        m_options.declare(m_parser);
        declareQuery(m_parser); // the default
        declareQuery(*m_parser.add_subcommand("query", "List alerts; without a switch those that are active."));
        declareAdd();
        declareTest();
    }

    int run(const std::vector<std::string>& arguments, Context& context) {
        if (const auto applied = applyAmtoolSettings(m_parser, context); !applied) {
            context.complainLine("hearth: " + applied.error().message());
            return 1;
        }
        return runParsed(m_parser, arguments, [this](Context& world) { return m_action(world); }, context);
    }

  private:
    void declareQuery(CLI::App& command) {
        command.add_flag("-i,--inhibited", m_query.inhibited, "Those that other alerts hold back.");
        command.add_flag("-s,--silenced", m_query.silenced, "Those that silences hold back.");
        command.add_flag("-a,--active", m_query.active, "Those that are told.");
        command.add_flag("-u,--unprocessed", m_unprocessed, "Accepted; new alerts count as active at once.");
        command.add_option("-r,--receiver", m_query.receiver, "Only those of receivers that match.");
        command.add_option("matchers", m_words, "Matchers; a first word that is none is the alert's name.");
        command.callback([this, isDefault = &command == &m_parser] {
            // The parser's own callback comes after that of the chosen command.
            if (!isDefault || m_parser.get_subcommands().empty()) {
                m_action = [this](Context& context) { return query(context); };
            }
        });
    }

    void declareAdd() {
        auto& command = *m_parser.add_subcommand("add", "Tell the Alertmanager of an alert.");
        command.add_option("--annotation", m_annotations, "name=value; repeatable.")->allow_extra_args(false);
        command.add_option("--generator-url", m_alert.generatorUrl, "Where it comes from.");
        command.add_option("--start", m_start, "When it began: 2006-01-02T15:04:05Z (default: now)");
        command.add_option("--end", m_end, "When it ends (default: as the Alertmanager is configured)");
        command.add_option("labels", m_words, "name=value; a first word that is none is the alert's name.");
        command.callback([this] { m_action = [this](Context& context) { return add(context); }; });
    }

    void declareTest() {
        auto& command =
            *m_parser.add_subcommand("test-receiver", "Send a test message through a receiver of a Hearth.");
        command.add_option("--integration", m_test.integration, "Only this one: email[0]");
        command.add_option("receiver", m_test.receiver, "Its name.")->required();
        command.callback([this] { m_action = [this](Context& context) { return test(context); }; });
    }

    Result<void> query(Context& context) {
        const auto syntax = HEARTH_TRY(m_options.syntax());
        if (!m_query.silenced && !m_query.inhibited && !m_unprocessed) {
            m_query.active = true;
        }
        m_query.filter = matcherTexts(m_words, syntax);
        const auto source = HEARTH_TRY(m_options.connect(context));
        auto alerts = HEARTH_TRY(source->alerts(m_query, {}));
        printAlerts(context.out, m_options.output, std::move(alerts));
        return {};
    }

    /// Fails where a message did not arrive.
    Result<void> test(Context& context) {
        const auto source = HEARTH_TRY(m_options.connect(context));
        const auto tested = HEARTH_TRY(source->testReceiver(m_test, {}));
        std::size_t failed = 0;
        for (const auto& integration : tested.integrations) {
            printTest(context.out, integration);
            failed += integration.delivered ? 0 : 1;
        }
        context.out.flush();
        return failed == 0 ? Result<void>()
                           : fail(ErrorCode::kUnavailable, fmt::format("{} of {} test messages did not arrive", failed,
                                                                       tested.integrations.size()));
    }

    static void printTest(Output& out, const datasource::IntegrationTest& test) {
        const auto milliseconds = [](std::int64_t time) { return static_cast<double>(time) / 1000; };
        out.line(fmt::format("{}: {}", test.integration, test.delivered ? "delivered" : "failed"));
        for (const auto& step : test.steps) {
            out.line(fmt::format("  {:<8} {:>9.1f} ms  {}", datasource::testStepText(step.kind),
                                 milliseconds(step.microseconds), step.words));
        }
        if (!test.answer.empty()) {
            out.line("  " + test.answer);
        }
        if (!test.delivered) {
            out.line(fmt::format("  at {}: {}", test.failedStep ? datasource::testStepText(*test.failedStep) : "start",
                                 test.error));
            if (const auto hint = datasource::hintText(datasource::hintOf(test)); !hint.empty()) {
                out.line(fmt::format("  {}", hint));
            }
        }
    }

    Result<void> add(Context& context) {
        const auto syntax = HEARTH_TRY(m_options.syntax());
        const auto labels = HEARTH_TRY(readPairs(matcherTexts(m_words, syntax), syntax, "labels"));
        m_alert.labels = model::Labels::fromPairs({labels.begin(), labels.end()});
        m_alert.annotations = HEARTH_TRY(readPairs(m_annotations, syntax, "annotations"));
        if (!m_start.empty()) {
            m_alert.startsAt = HEARTH_TRY(readMoment(m_start));
        }
        if (!m_end.empty()) {
            m_alert.endsAt = HEARTH_TRY(readMoment(m_end));
        }
        const auto source = HEARTH_TRY(m_options.connect(context));
        return source->post({m_alert}, {});
    }

    CLI::App m_parser{"Lists the alerts of an Alertmanager, and adds some.", "hearth alert"};
    std::function<Result<void>(Context&)> m_action;
    ClientOptions m_options;
    datasource::ReceivedAlertsQuery m_query{.active = false, .silenced = false, .inhibited = false};
    bool m_unprocessed = false;
    datasource::PostedAlert m_alert;
    datasource::ReceiverTestQuery m_test;
    std::vector<std::string> m_words;
    std::vector<std::string> m_annotations;
    std::string m_start;
    std::string m_end;
};

} // namespace

int runAlert(const std::vector<std::string>& arguments, Context& context) {
    return AlertGrammar().run(arguments, context);
}

} // namespace hearth::app::tool
