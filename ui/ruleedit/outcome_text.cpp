// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/outcome_text.h"

#include <QLocale>
#include <QStringList>
#include <algorithm>
#include <map>

#include "models/plain_text.h"
#include "models/value_format.h"

namespace hearth::ui {
namespace {

std::size_t shortFirings(const datasource::BacktestOutcome& outcome, model::TimestampMs end) {
    std::size_t count = 0;
    for (const auto& alert : outcome.alerts) {
        for (const auto& span : alert.spans) {
            count += span.firedAt && span.resolvedAt && firingTime(span, end) < OutcomeText::kShortMs ? 1 : 0;
        }
    }
    return count;
}

/// `email` of `email[0]`.
std::string kindOf(const std::string& integration) {
    return integration.substr(0, integration.find('['));
}

} // namespace

QString OutcomeText::length(model::DurationMs length) {
    if (length % model::kDayMs == 0 && length > model::kDayMs) {
        return tr("%Ln day(s)", nullptr, static_cast<int>(length / model::kDayMs));
    }
    return tr("%Ln hour(s)", nullptr, static_cast<int>(length / model::kHourMs));
}

QString OutcomeText::duration(model::DurationMs duration) {
    return ValueFormat::duration(static_cast<double>(duration) / 1000);
}

QString OutcomeText::judged(const JudgedTime& time) {
    const auto unit = time.judged >= model::kDayMs ? model::kDayMs : model::kHourMs;
    const auto rest = time.judged % unit;
    const bool isRound = time.judged >= unit && rest < unit / 24;
    const auto data = isRound ? length(time.judged - rest) : duration(time.judged);
    return time.isWhole() ? length(time.range)
                          : tr("the %1 of data there is", "how much of the past there is: 12 min").arg(data);
}

QString OutcomeText::firings(const datasource::BacktestOutcome& outcome, const JudgedTime& time,
                             model::TimestampMs end) {
    const auto span = judged(time);
    if (outcome.firings == 0) {
        return tr("Would never have fired in %1.").arg(span);
    }
    const auto text = tr("Would have fired %Ln time(s) in %1.", nullptr, static_cast<int>(outcome.firings)).arg(span);
    const auto brief = shortFirings(outcome, end);
    if (brief == 0) {
        return text;
    }
    return tr("%1 Shorter than %2: %3.", "%1: a sentence, %2: 5 min, %3: a number")
        .arg(text, duration(kShortMs), QLocale().toString(static_cast<qulonglong>(brief)));
}

QString OutcomeText::messages(const Result<std::vector<datasource::BacktestNotification>>& messages) {
    if (!messages) {
        return tr("Which notifications would have gone out is not known: %1.")
            .arg(toQString(messages.error().message()));
    }
    if (messages->empty()) {
        return tr("No notification would have gone out.");
    }
    std::map<std::string, int> counts;
    for (const auto& message : *messages) {
        ++counts[kindOf(message.integration)];
    }
    QStringList parts;
    for (const auto& [kind, count] : counts) {
        const auto name = kind == "desktop"   ? tr("desktop", "a kind of notification")
                          : kind == "email"   ? tr("e-mail", "a kind of notification")
                          : kind == "webhook" ? tr("webhook", "a kind of notification")
                                              : toQString(kind);
        parts
            << tr("%1 %2", "a number of notifications and their kind: 2 desktop").arg(QLocale().toString(count), name);
    }
    return tr("Notifications after grouping, quiet hours and your silences: %1.")
        .arg(QLocale().createSeparatedList(parts));
}

QString OutcomeText::row(const PastAlertRow& row) {
    if (row.firings == 0) {
        return row.spans.empty() ? tr("never") : tr("pending only");
    }
    return tr("%1×, longest %2", "how often an alert fired, and the longest time")
        .arg(QLocale().toString(static_cast<qulonglong>(row.firings)), duration(row.longest));
}

} // namespace hearth::ui
