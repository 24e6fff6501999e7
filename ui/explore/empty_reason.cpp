// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/empty_reason.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/plain_text.h"
#include "models/value_format.h"
#include "promql/syntax/parser.h"
#include "promql/syntax/walk.h"

namespace hearth::ui {

namespace {

constexpr std::size_t kMaxSelectors = 8;
constexpr std::size_t kMaxCandidates = 20'000;
/// How far back a last sample is looked for.
constexpr const char* kLookBack = "7d";
/// Texts further apart than this share of their length are not alike.
constexpr double kAlike = 0.5;

void collectSelectors(const promql::Expr& expr, std::vector<promql::VectorSelector>& selectors) {
    if (const auto* selector = expr.as<promql::VectorSelector>()) {
        selectors.push_back(*selector);
    } else if (const auto* matrix = expr.as<promql::MatrixSelector>()) {
        selectors.push_back(matrix->selector);
    }
    promql::forEachChild(expr, [&](const promql::Expr& child) { collectSelectors(child, selectors); });
}

std::string metricOf(const promql::VectorSelector& selector) {
    for (const auto& matcher : selector.matchers) {
        if (matcher.name() == model::kMetricName && matcher.type() == model::MatchType::kEqual) {
            return matcher.value();
        }
    }
    return selector.name;
}

std::string selectorText(std::span<const model::Matcher> matchers) {
    std::string text = "{";
    for (const auto& matcher : matchers) {
        text += (text.size() > 1 ? "," : "") + matcher.toString();
    }
    return text + "}";
}

std::size_t editDistance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0U);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({replaced, row[j] + 1, row[j - 1] + 1}));
        }
    }
    return row[b.size()];
}

/// Asks about one selector.
class SelectorDoctor {
  public:
    SelectorDoctor(datasource::DataSource& source, model::TimeRange range, const std::stop_token& stop)
        : m_source(source)
        , m_range(range)
        , m_stop(stop) {}

    /// Nothing where the selector finds series.
    Result<std::optional<EmptyReason>> examine(const promql::VectorSelector& selector) {
        if (HEARTH_TRY(exists(selector.matchers, m_range))) {
            return std::nullopt;
        }
        EmptyReason reason;
        reason.metric = metricOf(selector);
        reason.lastSample = lastSample(selector.matchers);
        if (reason.lastSample) {
            reason.kind = EmptyReason::Kind::kTooOld;
            return reason;
        }
        if (!reason.metric.empty() && !HEARTH_TRY(exists({nameMatcher(reason.metric)}, m_range))) {
            reason.kind = EmptyReason::Kind::kNoMetric;
            reason.closest = closestTo(reason.metric, HEARTH_TRY(values(std::string(model::kMetricName), {})));
            return reason;
        }
        HEARTH_TRY(findWrongMatcher(selector, reason));
        return reason;
    }

  private:
    static model::Matcher nameMatcher(const std::string& metric) {
        return model::Matcher::equal(std::string(model::kMetricName), metric);
    }

    Result<bool> exists(const model::Matchers& matchers, model::TimeRange range) {
        datasource::SeriesQuery query{{selectorText(matchers)}, range.begin, range.end, 1};
        return !HEARTH_TRY(m_source.series(query, m_stop)).items.empty();
    }

    Result<std::vector<std::string>> values(const std::string& label, const model::Matchers& matchers) {
        datasource::SeriesQuery query;
        query.limit = kMaxCandidates;
        if (!matchers.empty()) {
            query.selectors = {selectorText(matchers)};
        }
        return HEARTH_TRY(m_source.labelValues(label, query, m_stop)).items;
    }

    Result<void> findWrongMatcher(const promql::VectorSelector& selector, EmptyReason& reason) {
        reason.kind = EmptyReason::Kind::kTogether;
        for (const auto& matcher : selector.matchers) {
            if (matcher.name() == model::kMetricName) {
                continue;
            }
            model::Matchers alone{matcher};
            model::Matchers metric;
            if (!reason.metric.empty()) {
                metric.push_back(nameMatcher(reason.metric));
                alone.push_back(metric.front());
            }
            if (!HEARTH_TRY(exists(alone, m_range))) {
                reason.kind = EmptyReason::Kind::kNoValue;
                reason.matcher = matcher.toString();
                reason.closest = closestTo(matcher.value(), HEARTH_TRY(values(matcher.name(), metric)));
                return {};
            }
        }
        return {};
    }

    std::optional<model::TimestampMs> lastSample(const model::Matchers& matchers) {
        datasource::InstantQuery query;
        query.expression = "max(max_over_time(timestamp(" + selectorText(matchers) + ")[" + kLookBack + ":5m]))";
        const auto answer = m_source.query(query, m_stop);
        const auto* vector = answer ? std::get_if<model::Vector>(&answer->value) : nullptr;
        if (!vector || vector->empty() || !std::isfinite(vector->front().sample.value)) {
            return std::nullopt;
        }
        return static_cast<model::TimestampMs>(vector->front().sample.value * 1000);
    }

    datasource::DataSource& m_source;
    model::TimeRange m_range;
    const std::stop_token& m_stop;
};

} // namespace

std::string closestTo(const std::string& wanted, const std::vector<std::string>& candidates) {
    constexpr std::size_t kLongest = 200; // of a label's value that is compared: the cost is a product of lengths
    const std::string* best = nullptr;
    auto bestDistance = static_cast<std::size_t>(static_cast<double>(wanted.size()) * kAlike) + 1;
    for (const auto& candidate : candidates) {
        const auto difference =
            candidate.size() > wanted.size() ? candidate.size() - wanted.size() : wanted.size() - candidate.size();
        if (difference >= bestDistance || candidate.size() > kLongest || wanted.size() > kLongest) {
            continue;
        }
        if (const auto distance = editDistance(wanted, candidate); distance < bestDistance) {
            best = &candidate;
            bestDistance = distance;
        }
    }
    return best ? *best : std::string();
}

Result<EmptyReason> findEmptyReason(datasource::DataSource& source, const std::string& expression,
                                    model::TimeRange range, const std::stop_token& stop) {
    const auto expr = HEARTH_TRY(promql::parse(expression, promql::ParseOptions::all()));
    std::vector<promql::VectorSelector> selectors;
    collectSelectors(expr, selectors);
    SelectorDoctor doctor(source, range, stop);
    for (std::size_t i = 0; i < std::min(selectors.size(), kMaxSelectors); ++i) {
        if (auto reason = HEARTH_TRY(doctor.examine(selectors[i]))) {
            return *std::move(reason);
        }
    }
    return EmptyReason();
}

QString EmptyReasonText::text(const EmptyReason& reason, model::TimestampMs now) {
    const auto metric = toQString(reason.metric);
    const auto closest = toQString(reason.closest);
    switch (reason.kind) {
    case EmptyReason::Kind::kNoMetric:
        return closest.isEmpty() ? tr("There is no metric “%1” in this time.").arg(metric)
                                 : tr("There is no metric “%1” in this time; closest: “%2”.").arg(metric, closest);
    case EmptyReason::Kind::kNoValue:
        return closest.isEmpty() ? tr("“%1” exists, but no series of it has %2.").arg(metric, toQString(reason.matcher))
                                 : tr("“%1” exists, but no series of it has %2; closest: “%3”.")
                                       .arg(metric, toQString(reason.matcher), closest);
    case EmptyReason::Kind::kTogether:
        return tr("Each condition on “%1” finds series, but none meets all of them together.").arg(metric);
    case EmptyReason::Kind::kTooOld:
        return tr("The last sample of “%1” is %2 old. Is its target down?")
            .arg(metric, ValueFormat::duration(
                             static_cast<double>(std::max<model::DurationMs>(0, now - *reason.lastSample)) / 1000));
    case EmptyReason::Kind::kUnknown:
        break;
    }
    return tr("The selected series exist; the conditions or operators of the expression left none of them.");
}

} // namespace hearth::ui
