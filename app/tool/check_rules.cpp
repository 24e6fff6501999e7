// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/check_rules.h"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

#include "base/text.h"
#include "yaml/document.h"

namespace hearth::app::tool {
namespace {

/// A series that rules may write, or an alert that they may make.
struct RuleResult {
    std::string name;
    rules::TextMap labels;

    bool operator==(const RuleResult&) const = default;
    auto operator<=>(const RuleResult&) const = default;
};

std::vector<RuleResult> duplicatesOf(const rules::RuleFile& file) {
    std::vector<RuleResult> all;
    for (const auto& group : file.groups) {
        for (const auto& rule : group.rules) {
            all.push_back({.name = rule.name, .labels = rules::ruleLabels(group, rule)});
        }
    }
    std::ranges::sort(all);
    std::vector<RuleResult> duplicates;
    for (std::size_t i = 1; i < all.size(); ++i) {
        if (all[i] == all[i - 1] && (duplicates.empty() || duplicates.back() != all[i])) {
            duplicates.push_back(all[i]);
        }
    }
    return duplicates;
}

std::string duplicatesText(const std::vector<RuleResult>& duplicates) {
    auto text = fmt::format("lint error {} duplicate rule(s) found.\n", duplicates.size());
    for (const auto& duplicate : duplicates) {
        text += fmt::format("Metric: {}\nLabel(s):\n", duplicate.name);
        for (const auto& [name, value] : duplicate.labels) {
            text += fmt::format("\t{}: {}\n", name, value);
        }
    }
    return text + "Might cause inconsistency while recording expressions";
}

std::size_t ruleCount(const rules::RuleFile& file) {
    std::size_t count = 0;
    for (const auto& group : file.groups) {
        count += group.rules.size();
    }
    return count;
}

class Check {
  public:
    Check(Context& context, const CheckRulesOptions& options)
        : m_context(context)
        , m_options(options) {
        for (const auto setting : split(options.lint, ',')) {
            if (setting == "all" || setting == "duplicate-rules") {
                m_lintsDuplicates = true;
            } else if (setting != "none" && !setting.empty()) {
                context.out.print(fmt::format("WARNING: unknown lint option: {}\n", quoteGo(setting)));
            }
        }
    }

    void file(const std::string& path) {
        m_context.out.line(fmt::format("Checking {}", path));
        const auto text = m_context.files.readAll(path, yaml::kMaxBytes);
        if (text) {
            contents(*text, path);
        } else {
            refuse({fmt::format("{}: {}", path, text.error().message())});
        }
    }

    void standardInput(const std::string& text) {
        m_context.out.line("Checking standard input");
        contents(text, "standard input");
    }

    int exitCode() const {
        if (m_isBad) {
            return kRulesBad;
        }
        return m_isLinted && m_options.lintFatal ? kRulesLinted : 0;
    }

  private:
    void contents(const std::string& text, const std::string& path) {
        const auto file = rules::parseRuleFile(text, path, m_options.read);
        if (!file) {
            std::vector<std::string> complaints;
            for (const auto& error : file.error()) {
                complaints.push_back(error.message());
            }
            return refuse(complaints);
        }
        for (const auto& warning : file->warnings) {
            m_context.log.warn(warning);
        }
        const auto duplicates = m_lintsDuplicates ? duplicatesOf(*file) : std::vector<RuleResult>();
        if (!duplicates.empty()) {
            m_isLinted = true;
            m_context.complainLine("  FAILED:");
            m_context.complainLine(duplicatesText(duplicates));
        } else {
            m_context.out.line(fmt::format("  SUCCESS: {} rules found", ruleCount(*file)));
        }
        m_context.out.line("");
    }

    void refuse(const std::vector<std::string>& complaints) {
        m_isBad = true;
        m_context.complainLine("  FAILED:");
        std::ranges::for_each(complaints, [&](const auto& complaint) { m_context.complainLine(complaint); });
        m_context.out.line("");
    }

    Context& m_context;
    const CheckRulesOptions& m_options;
    bool m_lintsDuplicates = false;
    bool m_isBad = false;
    bool m_isLinted = false;
};

} // namespace

int checkRules(Context& context, const CheckRulesOptions& options, const std::function<std::string()>& standardInput) {
    Check check(context, options);
    if (options.files.empty()) {
        check.standardInput(standardInput());
    }
    for (const auto& path : options.files) {
        check.file(path);
    }
    return check.exitCode();
}

} // namespace hearth::app::tool
