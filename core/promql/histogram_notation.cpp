// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/histogram_notation.h"

#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "base/number_format.h"
#include "base/text.h"

namespace hearth::promql {

namespace {

constexpr std::string_view kSpaces = " \t";

std::unexpected<Error> notUnderstood(std::string_view item) {
    return fail(ErrorCode::kInvalidArgument, "bad histogram descriptor " + quoteGo(item));
}

std::optional<std::int32_t> wholeNumber(std::string_view text) {
    const auto value = parseFloat(text);
    constexpr double kLimit = 1e9;
    if (!value || std::trunc(*value) != *value || std::abs(*value) > kLimit) {
        return std::nullopt;
    }
    return static_cast<std::int32_t>(*value);
}

/// `[1 2.5 3]`
std::optional<std::vector<double>> numberList(std::string_view text) {
    if (!text.starts_with('[') || !text.ends_with(']')) {
        return std::nullopt;
    }
    std::vector<double> numbers;
    text = trim(text.substr(1, text.size() - 2));
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(kSpaces), text.size());
        const auto number = parseFloat(text.substr(0, end));
        if (!number) {
            return std::nullopt;
        }
        numbers.push_back(*number);
        text = trim(text.substr(end));
    }
    return numbers;
}

std::optional<model::CounterResetHint> hintNamed(std::string_view name) {
    static constexpr std::array<std::string_view, 4> kNames{"unknown", "reset", "not_reset", "gauge"};
    for (std::uint8_t i = 0; i < kNames.size(); ++i) {
        if (kNames[i] == name) {
            return model::CounterResetHint{i};
        }
    }
    return std::nullopt;
}

template <class T>
bool assign(T& into, std::optional<T> value) {
    if (value) {
        into = *std::move(value);
    }
    return value.has_value();
}

/// The descriptor under way.
class Descriptor {
  public:
    bool set(std::string_view key, std::string_view value) {
        auto& layout = m_histogram.layout;
        if (key == "schema") {
            return assign(layout.schema, wholeNumber(value));
        }
        if (key == "offset" || key == "n_offset") {
            return assign(key == "offset" ? m_offset : m_negativeOffset, wholeNumber(value));
        }
        if (key == "counter_reset_hint") {
            return assign(m_histogram.hint, hintNamed(value));
        }
        if (auto* const list = listNamed(key)) {
            return assign(*list, numberList(value));
        }
        auto* const number = numberNamed(key);
        return number != nullptr && assign(*number, parseFloat(value));
    }

    model::FloatHistogram finish() {
        auto& layout = m_histogram.layout;
        addSpan(layout.positiveSpans, m_offset, m_histogram.positiveBuckets.size());
        addSpan(layout.negativeSpans, m_negativeOffset, m_histogram.negativeBuckets.size());
        return std::move(m_histogram);
    }

  private:
    static void addSpan(std::vector<model::HistogramSpan>& spans, std::int32_t offset, std::size_t buckets) {
        if (buckets > 0) {
            spans.push_back({offset, static_cast<std::uint32_t>(buckets)});
        }
    }
    std::vector<double>* listNamed(std::string_view key) {
        return key == "buckets"         ? &m_histogram.positiveBuckets
               : key == "n_buckets"     ? &m_histogram.negativeBuckets
               : key == "custom_values" ? &m_histogram.layout.customBounds
                                        : nullptr;
    }
    double* numberNamed(std::string_view key) {
        return key == "sum"          ? &m_histogram.sum
               : key == "count"      ? &m_histogram.count
               : key == "z_bucket"   ? &m_histogram.zeroCount
               : key == "z_bucket_w" ? &m_histogram.layout.zeroThreshold
                                     : nullptr;
    }

    model::FloatHistogram m_histogram;
    std::int32_t m_offset = 0;
    std::int32_t m_negativeOffset = 0;
};

} // namespace

Result<model::FloatHistogram> parseNotatedHistogram(std::string_view text) {
    constexpr std::size_t kBraces = 2;
    if (!text.starts_with("{{") || !text.ends_with("}}") || text.size() < 2 * kBraces) {
        return notUnderstood(text);
    }
    Descriptor descriptor;
    std::string_view rest = trim(text.substr(kBraces, text.size() - 2 * kBraces));
    while (!rest.empty()) {
        const auto colon = rest.find(':');
        if (colon == std::string_view::npos) {
            return notUnderstood(rest);
        }
        const auto key = trim(rest.substr(0, colon));
        rest = trim(rest.substr(colon + 1));
        const auto isList = rest.starts_with('[');
        const auto end = isList ? rest.find(']') : rest.find_first_of(kSpaces);
        const auto size = std::min(end == std::string_view::npos ? rest.size() : end + (isList ? 1 : 0), rest.size());
        if (!descriptor.set(key, rest.substr(0, size))) {
            return notUnderstood(key);
        }
        rest = trim(rest.substr(size));
    }
    return descriptor.finish();
}

} // namespace hearth::promql
