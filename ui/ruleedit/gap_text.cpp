// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/gap_text.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>

namespace hearth::ui {

using Reason = datasource::BacktestGap::Reason;

QString GapText::moment(model::TimestampMs time, const QTimeZone& zone) {
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(time, zone), tr("d MMM HH:mm", "a date without its year"));
}

QString GapText::reason(const datasource::BacktestGap& gap, const QTimeZone& zone) {
    const auto end = moment(gap.end, zone);
    switch (gap.reason) {
    case Reason::kAsleep:
        return tr("Asleep until %1").arg(end);
    case Reason::kOff:
        return tr("Nothing was collected until %1: asleep, or off").arg(end);
    case Reason::kBeforeData:
        return tr("No data before %1").arg(end);
    case Reason::kMissing:
        return tr("Nothing of what the expression reads until %1").arg(end);
    }
    return {};
}

QString GapText::hatchWord(const std::vector<datasource::BacktestGap>& gaps) {
    const auto has = [&gaps](Reason reason) {
        return std::ranges::any_of(gaps, [reason](const auto& gap) { return gap.reason == reason; });
    };
    return has(Reason::kOff) ? tr("asleep or off: unknown") : has(Reason::kAsleep) ? tr("asleep: unknown") : QString();
}

QString GapText::beginning(const std::vector<datasource::BacktestGap>& gaps, const QTimeZone& zone) {
    const bool isLate = !gaps.empty() && gaps.front().reason == Reason::kBeforeData;
    return isLate ? tr("no data before %1").arg(moment(gaps.front().end, zone)) : QString();
}

} // namespace hearth::ui
