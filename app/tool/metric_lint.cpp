// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/metric_lint.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/text.h"

namespace hearth::app::tool {
namespace {

using exposition::ExposedFamily;
using exposition::ExposedType;

struct Unit {
    std::string_view name;
    std::string_view base;
};
constexpr std::array kUnits{
    Unit{"amperes", "amperes"}, Unit{"bytes", "bytes"},     Unit{"celsius", "celsius"}, Unit{"grams", "grams"},
    Unit{"joules", "joules"},   Unit{"kelvin", "kelvin"},   Unit{"meters", "meters"},   Unit{"metres", "metres"},
    Unit{"seconds", "seconds"}, Unit{"volts", "volts"},     Unit{"minutes", "seconds"}, Unit{"hours", "seconds"},
    Unit{"days", "seconds"},    Unit{"weeks", "seconds"},   Unit{"kelvins", "kelvin"},  Unit{"fahrenheit", "celsius"},
    Unit{"rankine", "celsius"}, Unit{"inches", "meters"},   Unit{"yards", "meters"},    Unit{"miles", "meters"},
    Unit{"bits", "bytes"},      Unit{"calories", "joules"}, Unit{"pounds", "grams"},    Unit{"ounces", "grams"}};
/// "mibi" is what the original looks for.
constexpr std::array<std::string_view, 18> kPrefixes{"pico", "nano",  "micro", "milli", "centi", "deci",
                                                     "deca", "hecto", "kilo",  "kibi",  "mega",  "mibi",
                                                     "giga", "gibi",  "tera",  "tebi",  "peta",  "pebi"};
constexpr std::array<std::string_view, 14> kAbbreviations{"s",  "ms", "us", "ns", "sec", "b", "kb",
                                                          "mb", "gb", "tb", "pb", "m",   "h", "d"};

std::string_view baseOf(std::string_view unit) {
    const auto* const found = std::ranges::find(kUnits, unit, &Unit::name);
    return found == kUnits.end() ? std::string_view() : found->base;
}

/// The base of a unit with or without a prefix; empty where it is none.
std::string_view baseOfScaled(std::string_view word) {
    auto base = baseOf(word);
    for (const auto prefix : kPrefixes) {
        if (base.empty() && word.starts_with(prefix)) {
            base = baseOf(word.substr(prefix.size()));
        }
    }
    return base;
}

/// `part` as a word of its own behind another.
bool hasWord(std::string_view name, std::string_view part) {
    return name.ends_with(fmt::format("_{}", part)) || name.contains(fmt::format("_{}_", part));
}

bool isCamelCase(std::string_view name) {
    const auto isLower = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto isUpper = [](char c) { return c >= 'A' && c <= 'Z'; };
    return std::ranges::adjacent_find(name, [&](char a, char b) { return isLower(a) && isUpper(b); }) != name.end();
}

/// Looks at one family.
class Linter {
  public:
    Linter(const ExposedFamily& family, std::vector<MetricProblem>& problems)
        : m_family(family)
        , m_lowerName(toLowerAscii(family.name))
        , m_problems(problems) {}

    void run() {
        if (!m_family.help) {
            tell("no help text");
        }
        lintUnit();
        lintAbbreviations();
        lintSpelling();
        if (!is(ExposedType::kUntyped)) {
            lintTotal();
            lintReserved();
            lintTypeInName();
        }
        lintDuplicates();
    }

  private:
    void tell(std::string text) { m_problems.push_back({.metric = m_family.name, .text = std::move(text)}); }
    bool is(ExposedType type) const { return m_family.type == type; }
    bool endsWith(std::string_view suffix) const { return m_family.name.ends_with(suffix); }

    /// The first word that is a unit counts.
    void lintUnit() {
        for (const auto word : split(m_family.name, '_')) {
            if (const auto base = baseOfScaled(word); !base.empty()) {
                if (base != word) {
                    tell(fmt::format("use base unit \"{}\" instead of \"{}\"", base, word));
                }
                return;
            }
        }
    }

    void lintAbbreviations() {
        for (const auto unit : kAbbreviations) {
            if (hasWord(m_lowerName, unit)) {
                tell("metric names should not contain abbreviated units");
            }
        }
    }

    void lintSpelling() {
        if (m_family.name.contains(':')) {
            tell("metric names should not contain ':'");
        }
        if (isCamelCase(m_family.name)) {
            tell("metric names should be written in 'snake_case' not 'camelCase'");
        }
        eachLabelName([&](std::string_view label) {
            if (isCamelCase(label)) {
                tell("label names should be written in 'snake_case' not 'camelCase'");
            }
        });
    }

    void lintTotal() {
        if (is(ExposedType::kCounter) && !endsWith("_total")) {
            tell("counter metrics should have \"_total\" suffix");
        } else if (!is(ExposedType::kCounter) && endsWith("_total")) {
            tell("non-counter metrics should not have \"_total\" suffix");
        }
    }

    /// Suffixes and labels that histograms and summaries need for themselves.
    void lintReserved() {
        const bool isHistogram = is(ExposedType::kHistogram);
        const bool isSummary = is(ExposedType::kSummary);
        if (!isHistogram && endsWith("_bucket")) {
            tell("non-histogram metrics should not have \"_bucket\" suffix");
        }
        for (const auto* const suffix : {"_count", "_sum"}) {
            if (!isHistogram && !isSummary && endsWith(suffix)) {
                tell(fmt::format("non-histogram and non-summary metrics should not have \"{}\" suffix", suffix));
            }
        }
        eachLabelName([&](std::string_view label) {
            if (!isHistogram && label == "le") {
                tell("non-histogram metrics should not have \"le\" label");
            }
            if (!isSummary && label == "quantile") {
                tell("non-summary metrics should not have \"quantile\" label");
            }
        });
    }

    void lintTypeInName() {
        const auto type = exposition::exposedTypeText(m_family.type);
        if (hasWord(m_lowerName, type)) {
            tell(fmt::format("metric name should not include type '{}'", type));
        }
    }

    void lintDuplicates() {
        std::vector<const std::vector<model::Labels::Pair>*> all;
        for (const auto& metric : m_family.metrics) {
            all.push_back(&metric.labels);
        }
        std::ranges::sort(all, [](const auto* a, const auto* b) { return *a < *b; });
        for (std::size_t i = 1; i < all.size(); ++i) {
            if (*all[i] == *all[i - 1]) {
                tell("metric not unique");
            }
        }
    }

    template <class Visit>
    void eachLabelName(Visit visit) const {
        for (const auto& metric : m_family.metrics) {
            for (const auto& label : metric.labels) {
                visit(label.first);
            }
        }
    }

    const ExposedFamily& m_family;
    const std::string m_lowerName;
    std::vector<MetricProblem>& m_problems;
};

} // namespace

std::vector<MetricProblem> lintMetrics(std::span<const ExposedFamily> families) {
    std::vector<MetricProblem> problems;
    for (const auto& family : families) {
        Linter(family, problems).run();
    }
    std::ranges::sort(problems);
    return problems;
}

} // namespace hearth::app::tool
