// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/test_rules.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>
#include <set>

#include "discovery/file_pattern.h"
#include "model/matcher.h"
#include "tool/junit_report.h"
#include "tool/rule_unit_test.h"
#include "tool/unit_test_file.h"
#include "yaml/document.h"

namespace hearth::app::tool {
namespace {

/// A directory for one database, removed at the end.
class TemporaryDirectory {
  public:
    explicit TemporaryDirectory(Context& context)
        : m_files(context.files) {
        std::error_code ignored;
        const auto place = std::filesystem::temp_directory_path(ignored);
        m_path = fmt::format("{}/hearth-test-rules-{:016x}", place.empty() ? "/tmp" : place.string(), context.random());
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    ~TemporaryDirectory() {
        if (m_files.exists(m_path)) {
            (void)m_files.removeAll(m_path);
        }
    }

    const std::string& path() const { return m_path; }

  private:
    FileSystem& m_files;
    std::string m_path;
};

class TestRun {
  public:
    TestRun(Context& context, const TestRulesOptions& options)
        : m_context(context)
        , m_options(options) {}

    Result<int> run() {
        if (!m_options.run.empty()) {
            m_chosen =
                HEARTH_TRY(model::Regex::create(fmt::format("(?s:.*)(?:{})(?s:.*)", fmt::join(m_options.run, "|"))));
        }
        bool failed = false;
        for (const auto& path : m_options.files) {
            failed = !runFile(path) || failed;
        }
        if (!m_options.junitFile.empty()) {
            HEARTH_TRY(m_context.files.replaceAtomically(m_options.junitFile, junitText(m_suites)));
        }
        return failed ? 1 : 0;
    }

  private:
    bool runFile(const std::string& path) {
        auto& suite = m_suites.emplace_back();
        suite.name = path;
        m_context.out.line(fmt::format("Unit Testing:  {}", path));
        const auto failures = failuresOf(path, suite);
        if (failures.empty()) {
            m_context.out.line("  SUCCESS");
        } else {
            m_context.complainLine("  FAILED:");
            for (const auto& failure : failures) {
                m_context.complainLine(failure);
                m_context.out.line("");
            }
        }
        m_context.out.line("");
        return failures.empty();
    }

    std::vector<std::string> failuresOf(const std::string& path, JunitSuite& suite) {
        auto file = read(path);
        if (!file) {
            suite.abort(file.error().message());
            return {file.error().message()};
        }
        suite.timestamp =
            model::formatRfc3339(m_context.clock.nowMs()).substr(0, std::string("2006-01-02T15:04:05").size());
        const auto settings = settingsOf(*file, path);
        std::vector<std::string> failures;
        for (std::size_t i = 0; i < file->tests.size(); ++i) {
            const auto& test = file->tests[i];
            if (m_chosen && !m_chosen->matches(test.name)) {
                continue;
            }
            const auto name = test.name.empty() ? fmt::format("unnamed#{}", i) : test.name;
            auto found = runGroup(name, test, settings);
            ++suite.tests;
            suite.cases.push_back({.name = name, .failures = found, .error = {}});
            std::ranges::move(found, std::back_inserter(failures));
        }
        return failures;
    }

    std::vector<std::string> runGroup(const std::string& name, const UnitTestGroup& test,
                                      const UnitTestSettings& settings) {
        const auto begin = m_context.clock.monotonic();
        if (m_options.debug) {
            m_context.complainLine("DEBUG: Starting test " + name);
        }
        const TemporaryDirectory directory(m_context);
        auto failures = runUnitTestGroup(m_context, test, settings, directory.path());
        if (m_options.debug) {
            const auto took = (m_context.clock.monotonic() - begin) / std::chrono::milliseconds(1);
            m_context.complainLine(fmt::format("DEBUG: Test {} finished, took {}ms", name, took));
        }
        return failures;
    }

    Result<UnitTestFile> read(const std::string& path) const {
        const auto text = HEARTH_TRY(m_context.files.readAll(path, yaml::kMaxBytes));
        auto file = HEARTH_TRY(parseUnitTestFile(text, path));
        std::set<std::string> seen;
        for (const auto& group : file.groupEvalOrder) {
            if (!seen.insert(group).second) {
                return fail(ErrorCode::kInvalidArgument,
                            fmt::format("group name repeated in evaluation order: {}", group));
            }
        }
        return file;
    }

    UnitTestSettings settingsOf(const UnitTestFile& file, const std::string& path) {
        UnitTestSettings settings{.ruleFiles = {},
                                  .evaluationInterval = file.evaluationInterval,
                                  .groupEvalOrder = file.groupEvalOrder,
                                  .fuzzyCompare = file.fuzzyCompare,
                                  .diff = m_options.diff,
                                  .debug = m_options.debug,
                                  .read = m_options.read,
                                  .engine = m_options.engine};
        const auto directory = discovery::splitPath(path).directory;
        for (const auto& pattern : file.ruleFiles) {
            const auto joined =
                std::filesystem::path(discovery::joinPath(directory, pattern)).lexically_normal().string();
            auto found = discovery::expandPattern(m_context.files, joined);
            if (found.empty()) {
                m_context.complainLine(fmt::format("  WARNING: no file match pattern {}", joined));
            }
            std::ranges::move(found, std::back_inserter(settings.ruleFiles));
        }
        return settings;
    }

    Context& m_context;
    const TestRulesOptions& m_options;
    std::optional<model::Regex> m_chosen;
    std::vector<JunitSuite> m_suites;
};

} // namespace

Result<int> testRules(Context& context, const TestRulesOptions& options) {
    return TestRun(context, options).run();
}

} // namespace hearth::app::tool
