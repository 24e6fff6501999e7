// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/check_config.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <functional>
#include <span>

#include "base/text.h"
#include "config/config.h"
#include "discovery/file_pattern.h"
#include "discovery/target_file.h"
#include "notifier/endpoint.h"
#include "scrape/target.h"
#include "tool/check_rules.h"
#include "tool/config_places.h"

namespace hearth::app::tool {
namespace {

/// What `--lint` asks for.
struct Lint {
    bool longIntervals = false;
    std::string ofRules; ///< As `check rules` takes it.
};

Lint readLint(Context& context, const std::string& text) {
    Lint lint;
    bool isNone = false;
    for (const auto option : split(text, ',')) {
        isNone = isNone || option == "none";
        lint.longIntervals = lint.longIntervals || option == "all" || option == "too-long-scrape-interval";
        if (option == "all" || option == "duplicate-rules") {
            lint.ofRules = option;
        } else if (option != "none" && option != "too-long-scrape-interval" && !option.empty()) {
            context.out.line(fmt::format("WARNING: unknown lint option: {}", quoteGo(option)));
        }
    }
    return isNone ? Lint{} : lint;
}

using Groups = std::span<const discovery::TargetGroup>;

/// A part of the file that finds targets.
struct Discovering {
    const discovery::Options& options;
    std::string where;
    std::string who;                                            ///< Whose targets they are, for people.
    std::function<std::vector<std::string>(Groups)> failuresOf; ///< What is wrong with targets.
};

/// Checks one file and what it names.
class ConfigCheck {
  public:
    ConfigCheck(Context& context, const CheckConfigOptions& options, const std::string& path)
        : m_context(context)
        , m_options(options)
        , m_path(path) {}

    Result<void> run() {
        m_config = HEARTH_TRY(read());
        HEARTH_TRY(checkAgent());
        if (!m_options.syntaxOnly) {
            HEARTH_TRY(findRuleFiles());
        }
        for (std::size_t i = 0; i < m_config.scrapeConfigs.size(); ++i) {
            HEARTH_TRY(checkJob(m_config.scrapeConfigs[i], whereOfJob(i)));
        }
        for (std::size_t i = 0; i < m_config.alerting.alertmanagers.size(); ++i) {
            HEARTH_TRY(
                checkAlertmanager(m_config.alerting.alertmanagers[i], fmt::format("alerting.alertmanagers[{}]", i)));
        }
        for (const auto& warning : m_config.warnings) {
            m_context.out.line(fmt::format("  WARNING: {}", warning));
        }
        return {};
    }

    const std::vector<std::string>& ruleFiles() const { return m_ruleFiles; }
    const std::vector<scrape::PoolOptions>& jobs() const { return m_config.scrapeConfigs; }

  private:
    Result<config::Config> read() {
        if (!m_options.syntaxOnly) {
            return config::load(m_path, m_context.files);
        }
        const auto text = HEARTH_TRY(m_context.files.readAll(m_path, config::kMaxConfigBytes));
        return config::parse(text, m_path);
    }

    std::unexpected<Error> failed(std::string_view where, std::string_view reason) const {
        return std::unexpected(errorAtSetting(m_context.files, m_path, where, reason));
    }

    /// Jobs of other files are named, as their place is not known here.
    std::string whereOfJob(std::size_t i) const {
        return i < m_config.ownScrapeConfigs ? fmt::format("scrape_configs[{}]", i)
                                             : fmt::format("scrape_config_files.{}", m_config.scrapeConfigs[i].jobName);
    }

    Result<void> checkAgent() const {
        const auto& alerting = m_config.alerting;
        const std::array sections{
            std::pair("alerting", !alerting.alertmanagers.empty() || !alerting.alertRelabelRules.empty()),
            std::pair("rule_files", !m_config.ruleFiles.empty()),
            std::pair("remote_read", !m_config.remoteRead.empty())};
        for (const auto& [section, isThere] : sections) {
            if (m_options.agent && isThere) {
                return failed(section, fmt::format("field {} is not allowed in agent mode", section));
            }
        }
        return {};
    }

    Result<void> findRuleFiles() {
        for (std::size_t i = 0; i < m_config.ruleFiles.size(); ++i) {
            const auto& pattern = m_config.ruleFiles[i];
            auto found = discovery::expandPattern(m_context.files, pattern);
            if (found.empty() && !pattern.contains('*')) {
                return failed(fmt::format("rule_files[{}]", i),
                              fmt::format("{} does not point to an existing file", quoteGo(pattern)));
            }
            std::ranges::move(found, std::back_inserter(m_ruleFiles));
        }
        return {};
    }

    /// A file, or anything else under that name; an empty path names none.
    Result<void> requireFile(const std::string& where, std::string_view what, const std::string& path) const {
        if (path.empty() || m_context.files.exists(path)) {
            return {};
        }
        const auto size = m_context.files.fileSize(path);
        return failed(where, fmt::format("error checking {} {}: {}", what, quoteGo(path),
                                         size ? "it cannot be read" : size.error().message()));
    }

    Result<void> checkJob(const scrape::PoolOptions& job, const std::string& where) const {
        if (!m_options.syntaxOnly) {
            if (job.http.authorization) {
                HEARTH_TRY(requireFile(where + ".authorization.credentials_file",
                                       "authorization credentials or bearer token file",
                                       job.http.authorization->credentialsFile));
            }
            HEARTH_TRY(requireFile(where + ".tls_config.cert_file", "client cert file", job.http.tls.certFile));
            HEARTH_TRY(requireFile(where + ".tls_config.key_file", "client key file", job.http.tls.keyFile));
        }
        return checkDiscovery(
            {.options = job.discovery,
             .where = where,
             .who = fmt::format("scrape job {}", quoteGo(job.jobName)),
             .failuresOf = [&](Groups groups) { return scrape::buildTargets(groups, job).failures; }});
    }

    Result<void> checkAlertmanager(const notifier::AlertmanagerOptions& alertmanager, const std::string& where) const {
        return checkDiscovery(
            {.options = alertmanager.discovery,
             .where = where,
             .who = "alertmanager config",
             .failuresOf = [&](Groups groups) { return notifier::endpointsOf(groups, alertmanager).failures; }});
    }

    Result<void> checkDiscovery(const Discovering& discovering) const {
        if (!m_options.syntaxOnly) {
            HEARTH_TRY(checkTargetFiles(discovering));
        }
        const auto& groups = discovering.options.staticGroups;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            HEARTH_TRY(
                checkGroups(discovering, {&groups[i], 1}, fmt::format("{}.static_configs[{}]", discovering.where, i)));
        }
        return {};
    }

    Result<void> checkTargetFiles(const Discovering& discovering) const {
        const auto& entries = discovering.options.files;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            for (std::size_t j = 0; j < entries[i].patterns.size(); ++j) {
                HEARTH_TRY(checkPattern(discovering, entries[i].patterns[j],
                                        fmt::format("{}.file_sd_configs[{}].files[{}]", discovering.where, i, j)));
            }
        }
        return {};
    }

    Result<void> checkPattern(const Discovering& discovering, const std::string& pattern, const std::string& at) const {
        const auto paths = discovery::expandPattern(m_context.files, pattern);
        if (paths.empty()) {
            m_context.out.line(
                fmt::format("  WARNING: file {} for file_sd in {} does not exist", quoteGo(pattern), discovering.who));
        }
        for (const auto& path : paths) {
            const auto groups = HEARTH_TRY(readTargets(path, at));
            HEARTH_TRY(checkGroups(discovering, groups, at));
        }
        return {};
    }

    Result<void> checkGroups(const Discovering& discovering, Groups groups, const std::string& at) const {
        const auto failures = discovering.failuresOf(groups);
        return failures.empty() ? Result<void>() : failed(at, failures.front());
    }

    Result<std::vector<discovery::TargetGroup>> readTargets(const std::string& path, const std::string& at) const {
        const auto text = m_context.files.readAll(path, discovery::kMaxTargetFileBytes);
        auto groups = text ? discovery::parseTargetFile(*text, path) : std::unexpected(text.error());
        if (!groups) {
            return failed(at, fmt::format("checking SD file {}: {}", quoteGo(path), groups.error().message()));
        }
        for (std::size_t i = 0; i < groups->size(); ++i) {
            (*groups)[i].source = fmt::format("{}:{}", path, i);
        }
        return groups;
    }

    Context& m_context;
    const CheckConfigOptions& m_options;
    const std::string& m_path;
    config::Config m_config;
    std::vector<std::string> m_ruleFiles;
};

/// Yields whether there is a complaint; the first of the file is told.
bool lintIntervals(Context& context, const std::vector<scrape::PoolOptions>& jobs, model::DurationMs lookback) {
    const auto found = std::ranges::find_if(jobs, [&](const auto& job) { return job.interval >= lookback; });
    if (found == jobs.end()) {
        return false;
    }
    context.complainLine(fmt::format("  FAILED: too long scrape interval found, data point will be marked as stale - "
                                     "job: {}, interval: {}",
                                     found->jobName, model::formatDuration(found->interval)));
    return true;
}

/// The rule files with their own check; yields its exit code.
int checkRuleFiles(Context& context, const CheckConfigOptions& options, const Lint& lint,
                   const std::vector<std::string>& paths) {
    return paths.empty()
               ? 0
               : checkRules(
                     context,
                     {.files = paths, .lint = lint.ofRules, .lintFatal = options.lintFatal, .read = options.read},
                     [] { return std::string(); });
}

/// Yields the exit code of this file alone.
int checkConfigFile(Context& context, const CheckConfigOptions& options, const Lint& lint, const std::string& path) {
    context.out.line(fmt::format("Checking {}", path));
    ConfigCheck check(context, options, path);
    if (const auto checked = check.run(); !checked) {
        context.complainLine(fmt::format("  FAILED: {}", checked.error().message()));
        context.out.line("");
        return kConfigBad;
    }
    if (!check.ruleFiles().empty()) {
        context.out.line(fmt::format("  SUCCESS: {} rule files found", check.ruleFiles().size()));
    }
    context.out.line(fmt::format(" SUCCESS: {} is valid prometheus config file syntax", path));
    context.out.line("");
    if (options.syntaxOnly) {
        return 0;
    }
    const bool isLong = lint.longIntervals && lintIntervals(context, check.jobs(), options.lookback);
    const int ofRules = checkRuleFiles(context, options, lint, check.ruleFiles());
    return ofRules == 0 && isLong && options.lintFatal ? kConfigLinted : ofRules;
}

} // namespace

int checkConfigs(Context& context, const CheckConfigOptions& options) {
    const auto lint = readLint(context, options.lint);
    bool isBad = false;
    bool isLinted = false;
    for (const auto& path : options.files) {
        const int code = checkConfigFile(context, options, lint, path);
        isBad = isBad || code == kConfigBad;
        isLinted = isLinted || code == kConfigLinted;
    }
    return isBad ? kConfigBad : isLinted ? kConfigLinted : 0;
}

} // namespace hearth::app::tool
