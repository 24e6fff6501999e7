// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/sample_comparison.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>

#include "base/number_format.h"
#include "model/histogram.h"
#include "tool/go_format.h"

namespace hearth::app::tool {
namespace {

std::string numbers(const std::vector<double>& values) {
    std::vector<std::string> texts;
    std::ranges::transform(values, std::back_inserter(texts), formatFloatG);
    return fmt::format("[{}]", fmt::join(texts, " "));
}

void appendNumber(std::vector<std::string>& parts, const char* name, double value) {
    if (value != 0) {
        parts.push_back(fmt::format("{}:{}", name, formatFloatG(value)));
    }
}

/// Of one sign: where the buckets begin, and what they hold, as one run.
void appendBuckets(std::vector<std::string>& parts, std::string_view sign, const std::vector<double>& buckets,
                   const std::vector<model::HistogramSpan>& spans) {
    if (!spans.empty() && spans.front().offset != 0) {
        parts.push_back(fmt::format("{}offset:{}", sign, spans.front().offset));
    }
    if (!buckets.empty()) {
        parts.push_back(fmt::format("{}buckets:{}", sign, numbers(buckets)));
    }
}

/// `1E+00`
std::string upperExponent(double value) {
    std::string out;
    appendFloatExponent(out, value);
    if (std::isfinite(value)) {
        std::ranges::replace(out, 'e', 'E');
    }
    return out;
}

bool sameValue(double a, double b, bool fuzzy) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    return a == b || (fuzzy && (std::nextafter(a, -kInfinity) == b || std::nextafter(a, kInfinity) == b));
}

} // namespace

std::string histogramText(const model::FloatHistogram& histogram) {
    auto compacted = histogram;
    model::compact(compacted);
    model::compact(compacted, std::numeric_limits<int>::max());
    const auto& layout = compacted.layout;
    std::vector<std::string> parts;
    if (layout.schema != 0) {
        parts.push_back(fmt::format("schema:{}", layout.schema));
    }
    appendNumber(parts, "count", compacted.count);
    appendNumber(parts, "sum", compacted.sum);
    appendNumber(parts, "z_bucket", compacted.zeroCount);
    appendNumber(parts, "z_bucket_w", layout.zeroThreshold);
    if (layout.schema == model::kCustomBucketsSchema) {
        parts.push_back("custom_values:" + numbers(layout.customBounds));
    }
    switch (compacted.hint) {
    case model::CounterResetHint::kUnknown:
        break;
    case model::CounterResetHint::kReset:
        parts.emplace_back("counter_reset_hint:reset");
        break;
    case model::CounterResetHint::kNotReset:
        parts.emplace_back("counter_reset_hint:not_reset");
        break;
    case model::CounterResetHint::kGauge:
        parts.emplace_back("counter_reset_hint:gauge");
        break;
    }
    appendBuckets(parts, "", compacted.positiveBuckets, layout.positiveSpans);
    appendBuckets(parts, "n_", compacted.negativeBuckets, layout.negativeSpans);
    return fmt::format("{{{{{}}}}}", fmt::join(parts, " "));
}

ComparedSample comparedSample(const model::VectorSample& sample) {
    ComparedSample out{.labels = sample.labels, .value = sample.sample.value, .histogram = {}};
    if (sample.isHistogram()) {
        out.value = 0;
        if (const auto* evaluated = std::get_if<std::shared_ptr<const model::FloatHistogram>>(&sample.histogram)) {
            out.histogram = histogramText(**evaluated);
        }
    }
    return out;
}

bool sameSamples(std::vector<ComparedSample>& a, std::vector<ComparedSample>& b, bool fuzzy) {
    std::ranges::stable_sort(a, {}, &ComparedSample::labels);
    std::ranges::stable_sort(b, {}, &ComparedSample::labels);
    return std::ranges::equal(a, b, [fuzzy](const ComparedSample& left, const ComparedSample& right) {
        return left.labels == right.labels && left.histogram == right.histogram &&
               sameValue(left.value, right.value, fuzzy);
    });
}

std::string samplesText(const std::vector<ComparedSample>& samples) {
    std::vector<std::string> texts;
    for (const auto& sample : samples) {
        texts.push_back(formatLabels(sample.labels) + " " +
                        (sample.histogram.empty() ? upperExponent(sample.value) : sample.histogram));
    }
    return texts.empty() ? "nil" : fmt::format("{}", fmt::join(texts, ", "));
}

} // namespace hearth::app::tool
