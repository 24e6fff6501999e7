// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"
#include "datasource/data_source.h"
#include "model/sample.h"

namespace hearth::ui {

/// The last minutes of what an alert is about.
struct ValuePicture {
    QImage image; ///< Null where there is nothing to draw.
    std::optional<double> value;
};

/// What a rule looks at, and the limit that it sets.
struct WatchedValue {
    std::string expression; ///< Without the comparison at its top: also has values where nothing fires.
    std::optional<double> limit;
};

/// The expression in the URL that an alert comes with (`g0.expr`); empty where there is none.
std::string expressionOf(const std::string& generatorUrl);
/// Takes the comparison with a number off; all else stays as it is.
WatchedValue watchedValue(const std::string& expression);

/// Asks for ten minutes of the alert's value and draws them. Errors as those of DataSource.
/// Threads: thread-safe, for worker threads; blocks.
Result<ValuePicture> fetchValuePicture(datasource::DataSource& source, const datasource::ReceivedAlert& alert,
                                       model::TimestampMs now, std::stop_token stop);

/// A line in a colour that stands out on light and dark ground, on nothing, with a margin of 2 px; the limit dashed.
/// `samples` by time within `range`. Null for fewer than two samples. Threads: thread-safe.
QImage drawValuePicture(const std::vector<model::Sample>& samples, model::TimeRange range, std::optional<double> limit);

} // namespace hearth::ui
