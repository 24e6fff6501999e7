// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timeline_model.h"

#include <QHash>
#include <algorithm>

#include "models/alert_text.h"
#include "models/past_filter.h"
#include "models/plain_text.h"
#include "models/value_format.h"

namespace hearth::ui {
namespace {

constexpr qsizetype kMaxToolTip = 1000;

void addSpans(std::vector<TimelineSpan>& spans, const AlertLife& life, model::TimestampMs now) {
    using Kind = TimelineSpan::Kind;
    const auto end = life.resolvedAt.value_or(now);
    const auto fired = life.firedAt.value_or(end);
    if (fired > life.activeAt || !life.firedAt) {
        spans.push_back({life.activeAt, fired, Kind::kPending});
    }
    if (life.firedAt) {
        spans.push_back({fired, end, Kind::kFiring});
    }
    for (const auto& silence : life.silences) {
        spans.push_back({silence.range.begin, silence.range.end, Kind::kSilenced});
    }
}

} // namespace

TimelineModel::TimelineModel(QObject* parent)
    : QAbstractTableModel(parent)
    , m_past(std::make_shared<AlertPast>())
    , m_shown(m_past)
    , m_present(std::make_shared<AlertSnapshot>()) {}

void TimelineModel::setPast(AlertPastPtr past) {
    m_past = std::move(past);
    update();
}

void TimelineModel::setFilter(AlertFilter filter) {
    m_filter = std::move(filter);
    update();
}

void TimelineModel::setPresent(AlertSnapshotPtr present) {
    m_present = std::move(present);
    if (m_filter.asksForThePresent()) {
        update();
    }
}

void TimelineModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, kColumnCount - 1);
    if (!m_rows.empty()) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, kColumnCount - 1));
    }
}

model::TimeRange TimelineModel::range() const {
    return m_past->range;
}

/// What fires comes first, then what is pending, then what is over.
TimelineModel::Rank TimelineModel::rankOf(const AlertLife& life) {
    return life.resolvedAt ? Rank::kOver : life.firedAt ? Rank::kFiring : Rank::kPending;
}

/// Lives come newest first, so a row's place within its rank is that of its newest one.
std::vector<TimelineModel::Row> TimelineModel::computeRows() const {
    std::vector<Row> rows;
    QHash<QString, std::size_t> places;
    const PastFilter filter(m_filter, *m_present);
    for (const auto rank : {Rank::kFiring, Rank::kPending, Rank::kOver}) {
        for (const auto& life : m_past->lives) {
            if (rankOf(life) != rank || !filter.accepts(life)) {
                continue;
            }
            const auto found = places.constFind(life.fingerprint);
            if (found != places.constEnd()) {
                rows[*found].lives.push_back(&life);
            } else if (rows.size() < kMaxRows) {
                places.insert(life.fingerprint, rows.size());
                rows.push_back({life.fingerprint, life.name, alertLabelsText(life.labels), {}, {&life}});
            }
        }
    }
    for (auto& row : rows) {
        for (const auto* life : row.lives) {
            addSpans(row.spans, *life, m_past->range.end);
        }
    }
    return rows;
}

void TimelineModel::update() {
    auto rows = computeRows();
    const auto same = [](const Row& a, const Row& b) { return a.key == b.key; };
    if (std::ranges::equal(rows, m_rows, same)) {
        m_rows = std::move(rows);
        m_shown = m_past;
        if (!m_rows.empty()) {
            emit dataChanged(index(0, kSpans), index(rowCount() - 1, kSpans));
        }
        return;
    }
    QStringList before;
    QStringList after;
    std::ranges::transform(m_rows, std::back_inserter(before), &Row::key);
    std::ranges::transform(rows, std::back_inserter(after), &Row::key);
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const auto from = persistentIndexList();
    QModelIndexList to;
    for (const auto& old : from) {
        const auto place = after.indexOf(before[old.row()]);
        to << (place < 0 ? QModelIndex() : createIndex(static_cast<int>(place), old.column()));
    }
    m_rows = std::move(rows);
    m_shown = m_past;
    changePersistentIndexList(from, to);
    emit layoutChanged({}, VerticalSortHint);
}

int TimelineModel::rowOf(const QString& key) const {
    const auto found = std::ranges::find(m_rows, key, &Row::key);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

const AlertLife* TimelineModel::lastLife(const QString& key) const {
    const int row = rowOf(key);
    return row < 0 ? nullptr : m_rows[static_cast<std::size_t>(row)].lives.front();
}

int TimelineModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TimelineModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant TimelineModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == KeyRole) {
        return row.key;
    }
    const auto title = row.name + QStringLiteral("  ") + row.labelsText;
    if (index.column() == kAlert) {
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) {
            return title;
        }
        return role == Qt::ToolTipRole ? QVariant(plainToolTip(title.left(kMaxToolTip))) : QVariant();
    }
    return role == Qt::AccessibleTextRole ? QVariant(summary(row)) : QVariant();
}

QVariant TimelineModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == kAlert ? tr("Alert") : tr("Time");
}

/// For those who do not see the bars.
QString TimelineModel::summary(const Row& row) const {
    const auto fired = std::ranges::count_if(row.lives, [](const auto* life) { return life->firedAt.has_value(); });
    const auto times = tr("fired %Ln time(s)", nullptr, static_cast<int>(fired));
    return row.lives.front()->resolvedAt ? times : tr("%1, goes on").arg(times);
}

QString TimelineModel::spanText(const AlertLife& life, TimelineSpan::Kind kind) const {
    const auto now = m_past->range.end;
    const auto moment = [&](model::TimestampMs time) { return AlertText::moment(time, now, m_utc); };
    const auto stretch = [&](model::TimestampMs begin, std::optional<model::TimestampMs> end) {
        const auto length = ValueFormat::duration(static_cast<double>(end.value_or(now) - begin) / 1000);
        return end ? tr("%1 to %2 (%3)").arg(moment(begin), moment(*end), length)
                   : tr("since %1 (%2)").arg(moment(begin), length);
    };
    const auto end = life.firedAt ? life.firedAt : life.resolvedAt;
    switch (kind) {
    case TimelineSpan::Kind::kPending:
        return tr("Pending %1").arg(stretch(life.activeAt, end));
    case TimelineSpan::Kind::kFiring:
        return tr("Firing %1").arg(stretch(*life.firedAt, life.resolvedAt));
    case TimelineSpan::Kind::kSilenced:
        return life.silences.front().acknowledgement ? tr("Acknowledged: %1").arg(life.silences.front().comment)
                                                     : tr("Silenced: %1").arg(life.silences.front().comment);
    }
    return {};
}

QString TimelineModel::describe(int row, model::TimestampMs time, model::DurationMs slack) const {
    QStringList lines;
    for (const auto* life : m_rows[static_cast<std::size_t>(row)].lives) {
        std::vector<TimelineSpan> spans;
        addSpans(spans, *life, m_past->range.end);
        std::vector<TimelineSpan::Kind> told;
        for (const auto& span : spans) {
            if (time >= span.begin - slack && time <= span.end + slack &&
                std::ranges::find(told, span.kind) == told.end()) {
                told.push_back(span.kind);
                lines << spanText(*life, span.kind);
            }
        }
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace hearth::ui
