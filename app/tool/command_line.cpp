// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <csignal>
#include <fmt/format.h>
#include <functional>

#include "datasource/remote_data_source.h"
#include "engine/version.h"
#include "tool/alertmanager_client.h"
#include "tool/alertmanager_verbs.h"
#include "tool/analysis.h"
#include "tool/block_list.h"
#include "tool/check_verbs.h"
#include "tool/dump.h"
#include "tool/file_dump.h"
#include "tool/openmetrics_import.h"
#include "tool/rules_command_line.h"
#include "tool/rules_import.h"
#include "tool/verify.h"
#include "tool/write_benchmark.h"

namespace hearth::app::tool {
namespace {

constexpr int kFailed = 1;
constexpr int kMistyped = 2;
constexpr const char* kDirectoryHelp = "The data directory (default: data/)";

/// What the person chose: yields the exit code.
using Action = std::function<Result<int>(Context&)>;

Result<int> done(Result<void> result) {
    return result ? Result<int>(0) : std::unexpected(std::move(result).error());
}

/// Checks a value as it is read, so that a mistyped one is a mistyped command.
CLI::Option* addDuration(CLI::App& command, const std::string& name, model::DurationMs& value, const char* help) {
    return command.add_option_function<std::string>(
        name,
        [&value, name](const std::string& text) {
            const auto parsed = model::parseDuration(text);
            if (!parsed || *parsed <= 0) {
                throw CLI::ValidationError(name, "it takes a duration such as 2h or 60s");
            }
            value = *parsed;
        },
        help);
}

CLI::Option* addTime(CLI::App& command, const std::string& name, std::function<void(model::TimestampMs)> set,
                     const char* help) {
    return command.add_option_function<std::string>(
        name,
        [set = std::move(set), name](const std::string& text) {
            const auto parsed = model::parseTimestamp(text);
            if (!parsed) {
                throw CLI::ValidationError(name, parsed.error().message());
            }
            set(*parsed);
        },
        help);
}

/// The whole grammar; `action` is set to what was chosen. One object a run, because CLI11 keeps references into it.
class Grammar {
  public:
    Grammar()
        : m_parser("Looks into a database, and makes blocks for one.", "hearth tsdb") {
        m_parser.require_subcommand(1);
        m_parser.set_help_all_flag("--help-all", "Show the flags of all commands, too.");
        declareList();
        declareAnalyze();
        declareDump();
        declareImports();
        declareVerify();
        declareBench();
        declareDumpFile();
    }

    /// Nothing where the text of --help (or a complaint) was printed; then `exitCode` counts.
    Action parse(std::vector<std::string> arguments, Output& out, int& exitCode) {
        if (!arguments.empty() && !arguments.front().starts_with('-') &&
            m_parser.get_subcommands([&](const CLI::App* command) { return command->check_name(arguments.front()); })
                .empty()) {
            fmt::print(stderr, "hearth: unknown command tsdb {}; --help lists the commands\n", arguments.front());
            exitCode = kMistyped;
            return {};
        }
        std::ranges::reverse(arguments);
        try {
            m_parser.parse(std::move(arguments));
            return m_action;
        } catch (const CLI::Success& asked) {
            std::ostringstream help;
            exitCode = m_parser.exit(asked, help, help);
            out.print(help.str());
        } catch (const CLI::ParseError& error) {
            fmt::print(stderr, "hearth: {}; --help shows how it is meant\n", error.what());
            exitCode = kMistyped;
        }
        return {};
    }

  private:
    void declareList() {
        auto& command = *m_parser.add_subcommand("list", "List the blocks.");
        command.add_flag("-r,--human-readable", m_list.humanReadable, "Print times and sizes for people.");
        command.add_option("db-path", m_list.directory, kDirectoryHelp);
        command.callback([this] { m_action = [this](Context& context) { return done(listBlocks(context, m_list)); }; });
    }

    void declareAnalyze() {
        auto& command = *m_parser.add_subcommand(
            "analyze", "Show what the series of a block are made of: churn, cardinality, sizes of labels.");
        command.add_option("--limit", m_analyze.limit, "Items in each list (default: 20)");
        command.add_flag("--extended", m_analyze.withChunks, "Show how full the chunks are, too: reads all of them.");
        command.add_option("--match", m_analyze.selector, "Only the series of this selector.");
        command.add_option("db-path", m_analyze.directory, kDirectoryHelp);
        command.add_option("block-id", m_analyze.block, "The block (default: the last one)");
        command.callback([this] { m_action = [this](Context& context) { return done(analyze(context, m_analyze)); }; });
    }

    void declareDumpFlags(CLI::App& command) {
        command.add_option("--min-time", m_dump.minTime, "Only samples from this time on, in milliseconds.");
        command.add_option("--max-time", m_dump.maxTime, "Only samples up to this time, in milliseconds.");
        command.add_option("--match", m_dump.selectors, "Only the series of this selector; may be repeated.")
            ->expected(1)
            ->allow_extra_args(false)
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
        command.add_option("--sandbox-dir-root", m_ignored, "Accepted; nothing is written.");
        command.add_option("db-path", m_dump.directory, kDirectoryHelp);
    }

    void declareDump() {
        auto& samples = *m_parser.add_subcommand("dump", "Print all samples, those in the log and in blocks.");
        declareDumpFlags(samples);
        samples.add_option("--format", m_dumpFormat, "prom: a sample a line; seriesjson: a series a line.")
            ->check(CLI::IsMember({"prom", "seriesjson"}));
        samples.callback([this] {
            m_dump.format = m_dumpFormat == "prom" ? DumpFormat::kSamples : DumpFormat::kSeriesJson;
            m_action = [this](Context& context) { return done(dump(context, m_dump)); };
        });
        auto& openMetrics = *m_parser.add_subcommand(
            "dump-openmetrics", "Print all samples as OpenMetrics text, without histograms and stale markers.");
        declareDumpFlags(openMetrics);
        openMetrics.callback([this] {
            m_dump.format = DumpFormat::kOpenMetrics;
            m_action = [this](Context& context) { return done(dump(context, m_dump)); };
        });
    }

    void declareImports() {
        auto& from = *m_parser.add_subcommand("create-blocks-from", "Make blocks of samples from elsewhere.");
        from.require_subcommand(1);
        declareOpenMetrics(from);
        declareRules(from);
    }

    void declareImportFlags(CLI::App& command) {
        command.add_flag("-r,--human-readable", m_humanReadable, "Print times and sizes for people.");
        command.add_flag("-q,--quiet", m_quiet, "Do not list the blocks that are made.");
        addDuration(command, "--max-block-duration", m_longestBlock, "Longest time a block may cover (default: 2h)");
    }

    void declareOpenMetrics(CLI::App& from) {
        auto& command = *from.add_subcommand("openmetrics", "Of an OpenMetrics text whose samples state their times.");
        declareImportFlags(command);
        command.add_option("--label", m_labels, "Set this label, name=value, on all series; may be repeated.")
            ->expected(1)
            ->allow_extra_args(false)
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
        command.add_option("input-file", m_import.input, "The text; - for standard input.")->required();
        command.add_option("output-directory", m_import.output, "Where the blocks are put (default: data/)");
        command.callback([this] {
            for (const auto& label : m_labels) {
                const auto equals = label.find('=');
                if (equals == std::string::npos || !model::isLabelName(label.substr(0, equals))) {
                    throw CLI::ValidationError("--label", "it takes name=value");
                }
                m_import.labels.emplace_back(label.substr(0, equals), label.substr(equals + 1));
            }
            m_action = [this](Context& context) {
                m_import.humanReadable = m_humanReadable;
                m_import.quiet = m_quiet;
                m_import.longestBlock = m_longestBlock;
                return done(importOpenMetrics(context, m_import));
            };
        });
    }

    void declareRules(CLI::App& from) {
        auto& command = *from.add_subcommand("rules", "Of what recording rules would have recorded in the past.");
        declareImportFlags(command);
        command.add_option("--url", m_rules.url, "The server that evaluates them (default: http://localhost:9090)");
        addTime(
            command, "--start", [this](model::TimestampMs time) { m_rules.start = time; },
            "From this time on: RFC 3339 or seconds.")
            ->required();
        addTime(
            command, "--end", [this](model::TimestampMs time) { m_rules.end = time; },
            "Up to this time (default: three hours ago)");
        command.add_option("--output-dir", m_rules.output, "Where the blocks are put (default: data/)");
        addDuration(command, "--eval-interval", m_rules.interval, "Of groups that state none (default: 60s)");
        command.add_option("rule-files", m_rules.ruleFiles, "Rule files; alerting rules in them are passed over.")
            ->required();
        command.callback([this] {
            m_action = [this](Context& context) -> Result<int> {
                m_rules.humanReadable = m_humanReadable;
                m_rules.quiet = m_quiet;
                m_rules.longestBlock = m_longestBlock;
                const auto server = HEARTH_TRY(datasource::RemoteDataSource::create({.url = m_rules.url}));
                return done(importRules(context, m_rules, *server));
            };
        });
    }

    void declareVerify() {
        auto& command = *m_parser.add_subcommand(
            "verify", "Read everything, and say what is damaged and what losing it would cost. Changes nothing.");
        command.add_option("db-path", m_path, kDirectoryHelp);
        command.callback([this] {
            m_action = [this](Context& context) -> Result<int> {
                return HEARTH_TRY(verify(context, m_path)) == 0 ? 0 : kFailed;
            };
        });
    }

    void declareBench() {
        auto& bench = *m_parser.add_subcommand("bench", "Measure.");
        bench.require_subcommand(1);
        auto& command = *bench.add_subcommand("write", "How fast a new database takes samples.");
        command.add_option("--out", m_bench.output, "Where it is made; kept afterwards (default: benchout)");
        command.add_option("--metrics", m_bench.metrics, "Series at most (default: 10000)");
        command.add_option("--scrapes", m_bench.scrapes, "Samples of each (default: 3000)");
        command.add_option("file", m_bench.input, "Series, a JSON object a line (default: invented ones)");
        command.callback(
            [this] { m_action = [this](Context& context) { return done(benchmarkWriting(context, m_bench)); }; });
    }

    void declareDumpFile() {
        auto& command = *m_parser.add_subcommand(
            "dump-file", "Print a file of a database as text: a segment of the log or of a snapshot, head chunks, or a "
                         "file of a block. Of a directory, all its files.");
        command.add_option("file", m_path, "The file or directory.")->required();
        command.callback([this] { m_action = [this](Context& context) { return done(dumpFile(context, m_path)); }; });
    }

    CLI::App m_parser;
    Action m_action;

    ListOptions m_list;
    AnalyzeOptions m_analyze;
    DumpOptions m_dump;
    std::string m_dumpFormat = "prom";
    ImportOptions m_import;
    RulesImportOptions m_rules;
    WriteBenchmarkOptions m_bench;
    std::vector<std::string> m_labels;
    bool m_humanReadable = false;
    bool m_quiet = false;
    model::DurationMs m_longestBlock = 2 * model::kHourMs;
    std::string m_path = "data/";
    std::string m_ignored;
};

int runTsdb(const std::vector<std::string>& arguments, Context& context) {
    Grammar grammar;
    int exitCode = 0;
    const auto action = grammar.parse({arguments.begin() + 1, arguments.end()}, context.out, exitCode);
    if (!action) {
        return exitCode;
    }
    auto result = action(context);
    context.out.flush();
    if (!result) {
        fmt::print(stderr, "hearth: {}\n", result.error().message());
        return kFailed;
    }
    return *result;
}

/// The commands by their first words; each gets all words.
struct Verb {
    std::string_view word;
    std::string_view what; ///< The second word; empty: the command reads it.
    int (*run)(const std::vector<std::string>& arguments, Context& context);
};
constexpr std::array kVerbs{Verb{"tsdb", "", runTsdb},
                            Verb{"check", "alertmanager-config", runCheckAlertmanagerConfig},
                            Verb{"route", "", runRoute},
                            Verb{"silence", "", runSilence},
                            Verb{"alert", "", runAlert},
                            Verb{"check", "config", runCheckConfig},
                            Verb{"check", "metrics", runCheckMetrics},
                            Verb{"check", "rules", runRulesCommand},
                            Verb{"check", "service-discovery", runCheckDiscovery},
                            Verb{"test", "rules", runRulesCommand}};

} // namespace

bool isToolCommand(const std::vector<std::string>& arguments) {
    return !arguments.empty() &&
           std::ranges::any_of(kVerbs, [&](const Verb& verb) { return verb.word == arguments.front(); });
}

int run(const std::vector<std::string>& arguments, Context& context) {
    const std::string_view what = arguments.size() > 1 ? std::string_view(arguments[1]) : std::string_view();
    std::string known;
    for (const auto& verb : kVerbs) {
        if (verb.word != arguments.front()) {
            continue;
        }
        if (verb.what.empty() || verb.what == what) {
            return verb.run(arguments, context);
        }
        known += fmt::format("{}{} {}", known.empty() ? "" : ", ", verb.word, verb.what);
    }
    fmt::print(stderr, "hearth: unknown command {} {}; there is {}\n", arguments.front(), what, known);
    return kMistyped;
}

int run(const std::vector<std::string>& arguments) {
    std::signal(SIGPIPE, SIG_DFL); // `hearth tsdb dump | head` ends when head does
    PosixFileSystem files;
    SystemClock clock;
    Output out([](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); });
    Context context{files, clock, systemRandom(), Log::toStderr(LogLevel::kWarn, LogFormat::kLogfmt), out};
    return run(arguments, context);
}

} // namespace hearth::app::tool
