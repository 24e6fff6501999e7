// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/labels.h"
#include "model/metadata.h"

namespace hearth::exposition {

/// The two text formats that a target may speak.
enum class TextFormat : std::uint8_t { kPrometheus, kOpenMetrics };

/// More labels than this on one line is an attack, not a metric.
inline constexpr std::size_t kMaxLabelsPerLine = 4096;

/// A name or value as it stands in the text, without its quotes, escapes not yet undone.
struct RawLabel {
    std::string_view name;
    std::string_view value;
};

/// The parts of `name{label="value",...}`, as views into the text.
/// Threads: thread-compatible. Reuse one object: its buffer stays.
class SeriesText {
  public:
    /// What a failed scan says: the reason and where it stopped.
    struct Failure {
        std::string reason;
        const char* at;
    };

    /// Scans a series at `at`; returns where it ends (after the `}` or the name). The metric name must be there.
    std::expected<const char*, Failure> scan(const char* at, const char* end, TextFormat format);
    /// Scans only `{...}`, the labels of an exemplar; `at` points to the brace.
    std::expected<const char*, Failure> scanLabels(const char* at, const char* end, TextFormat format);

    /// Without quotes, escapes not yet undone.
    std::string_view name() const { return m_name; }
    const std::vector<RawLabel>& labels() const { return m_labels; }

    /// Appends `__name__` (if there is a name) and all labels in the order of the text, escapes undone. Labels with an
    /// empty value are included: scraping with honor_labels must see them. Under TYPE summary `quantile`, and under
    /// histogram `le`, are put into OpenMetrics' float form, so that `le="1"` and `le="1.0"` are one series.
    void appendTo(std::vector<model::Labels::Pair>& out, model::MetricType type) const;
    /// The same as views into the text; false, with `out` as it was, where some name or value is not what it stands
    /// for.
    bool appendViews(std::vector<RawLabel>& out, model::MetricType type) const;

  private:
    struct Cursor;
    std::expected<void, Failure> scanItem(Cursor& cursor, TextFormat format);

    std::string_view m_name;
    std::vector<RawLabel> m_labels;
};

/// Parses the raw series text that a scrape remembered. kInvalidArgument where it is no series, or where a label name
/// stands twice (`label name "a" is not unique: invalid sample`).
Result<model::Labels> parseSeriesText(std::string_view text, TextFormat format, model::MetricType type);

/// Makes labels of `pairs`; kInvalidArgument where a name stands twice.
Result<model::Labels> labelsFromExposed(std::vector<model::Labels::Pair> pairs);

/// Appends `text` with `\\` and `\n`, and `\"` where `quotes` says so, undone; other backslashes stay as written.
void appendUnescaped(std::string& out, std::string_view text, bool quotes = true);

} // namespace hearth::exposition
