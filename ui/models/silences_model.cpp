// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/silences_model.h"

#include <QLocale>
#include <algorithm>
#include <utility>

#include "models/list_difference.h"
#include "models/plain_text.h"
#include "models/time_text.h"
#include "models/value_format.h"

namespace hearth::ui {
namespace {

using datasource::SilenceState;

QStringList keysOf(const std::vector<const SilenceRow*>& rows) {
    QStringList keys;
    keys.reserve(static_cast<qsizetype>(rows.size()));
    for (const auto* row : rows) {
        keys << row->key;
    }
    return keys;
}

int compareRows(const SilenceRow& a, const SilenceRow& b, int column) {
    const auto sign = [](auto order) { return order < 0 ? -1 : order > 0 ? 1 : 0; };
    switch (column) {
    case SilencesModel::kMatchers:
        return a.matchers.compare(b.matchers);
    case SilencesModel::kEnds:
        return sign(a.silence.endsAt <=> b.silence.endsAt);
    case SilencesModel::kMatches:
        return sign(a.matches <=> b.matches);
    case SilencesModel::kBy:
        return a.by.localeAwareCompare(b.by);
    case SilencesModel::kComment:
        return a.comment.localeAwareCompare(b.comment);
    default:
        return sign(a.silence.state <=> b.silence.state);
    }
}

/// The moment that a row's remaining time or age is counted to.
model::TimestampMs momentOf(const SilenceRow& row) {
    return row.silence.state == SilenceState::kPending ? row.silence.startsAt : row.silence.endsAt;
}

/// Changes when the text of a span does.
qint64 stepOf(model::DurationMs span) {
    const auto size = std::abs(span);
    return size < 2 * model::kMinuteMs ? span / model::kSecondMs : 1'000'000 + size / model::kMinuteMs;
}

} // namespace

SilencesModel::SilencesModel(QObject* parent)
    : QAbstractTableModel(parent)
    , m_snapshot(std::make_shared<SilenceSnapshot>()) {}

void SilencesModel::setSnapshot(SilenceSnapshotPtr snapshot) {
    m_next = std::move(snapshot);
    update();
}

void SilencesModel::setFilter(SilenceFilter filter) {
    m_filter = std::move(filter);
    update();
}

void SilencesModel::setNow(model::TimestampMs now) {
    const auto before = std::exchange(m_now, now);
    for (int i = 0; i < static_cast<int>(m_rows.size()); ++i) {
        const auto& row = *m_rows[static_cast<std::size_t>(i)];
        const auto moment = momentOf(row);
        if (stepOf(moment - before) != stepOf(moment - now) ||
            SilenceFilter::endsSoon(row, before) != SilenceFilter::endsSoon(row, now)) {
            emit dataChanged(index(i, kEnds), index(i, kEnds));
        }
    }
}

void SilencesModel::sort(int column, Qt::SortOrder order) {
    if (std::exchange(m_sortColumn, column) != column || m_sortOrder != order) {
        m_sortOrder = order;
        update();
    }
}

SilencesModel::Rows SilencesModel::computeRows(const SilenceSnapshot& snapshot) const {
    Rows rows;
    rows.reserve(snapshot.rows.size());
    for (const auto& row : snapshot.rows) {
        if (m_filter.accepts(row, m_now)) {
            rows.push_back(&row);
        }
    }
    const bool descending = m_sortOrder == Qt::DescendingOrder;
    // A snapshot comes in the order of the first column, and equal rows stay in it.
    if (m_sortColumn != kState || descending) {
        std::ranges::stable_sort(rows, [&](const SilenceRow* a, const SilenceRow* b) {
            const int order = compareRows(*a, *b, m_sortColumn);
            return descending ? order > 0 : order < 0;
        });
    }
    return rows;
}

void SilencesModel::update() {
    replaceRows(computeRows(m_next ? *m_next : *m_snapshot));
    if (m_next) {
        m_snapshot = std::exchange(m_next, nullptr);
    }
}

void SilencesModel::replaceRows(Rows next) {
    const auto change = differenceBetween(keysOf(m_rows), keysOf(next));
    for (const auto& run : change.removals) {
        beginRemoveRows({}, run.first, run.last);
        m_rows.erase(m_rows.begin() + run.first, m_rows.begin() + run.last + 1);
        endRemoveRows();
    }
    if (!change.order.empty()) {
        reorder(change.order);
    }
    for (const auto& run : change.insertions) {
        beginInsertRows({}, run.first, run.last);
        m_rows.insert(m_rows.begin() + run.first, next.begin() + run.first, next.begin() + run.last + 1);
        endInsertRows();
    }
    const auto before = std::exchange(m_rows, std::move(next));
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (before[i] != m_rows[i] && !before[i]->looksLike(*m_rows[i])) {
            const int row = static_cast<int>(i);
            emit dataChanged(index(row, 0), index(row, kColumnCount - 1));
        }
    }
}

void SilencesModel::reorder(const std::vector<int>& order) {
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    Rows moved(m_rows.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        moved[static_cast<std::size_t>(order[i])] = m_rows[i];
    }
    m_rows = std::move(moved);
    QModelIndexList from;
    QModelIndexList to;
    for (const auto& old : persistentIndexList()) {
        from << old;
        to << index(order[static_cast<std::size_t>(old.row())], old.column());
    }
    changePersistentIndexList(from, to);
    emit layoutChanged({}, VerticalSortHint);
}

const SilenceRow* SilencesModel::rowAt(const QModelIndex& index) const {
    return index.isValid() ? m_rows[static_cast<std::size_t>(index.row())] : nullptr;
}

QModelIndex SilencesModel::indexOf(const QString& key) const {
    const auto found = std::ranges::find_if(m_rows, [&](const auto* row) { return row->key == key; });
    return found == m_rows.end() ? QModelIndex() : index(static_cast<int>(found - m_rows.begin()), 0);
}

int SilencesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SilencesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant SilencesModel::data(const QModelIndex& index, int role) const {
    const auto* row = rowAt(index);
    if (row == nullptr) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return cellText(*row, index.column());
    case ShapeRole:
        return shapeOf(*row, index.column());
    case KeyRole:
        return row->key;
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(*row, index.column()));
    default:
        return {};
    }
}

QString SilencesModel::cellText(const SilenceRow& row, int column) const {
    switch (column) {
    case kState:
        return stateWord(row);
    case kMatchers:
        return row.matchers;
    case kEnds:
        return SilenceFilter::endsSoon(row, m_now) ? tr("%1, soon").arg(endsText(row, m_now)) : endsText(row, m_now);
    case kMatches:
        return !row.matches        ? QString()
               : *row.matches == 0 ? tr("nothing now")
                                   : tr("%Ln alert(s)", nullptr, static_cast<int>(*row.matches));
    case kBy:
        return row.by;
    case kComment:
        return row.comment;
    default:
        return {};
    }
}

QVariant SilencesModel::shapeOf(const SilenceRow& row, int column) const {
    const auto shape = [](StateShape value) { return QVariant(static_cast<int>(value)); };
    if (column == kEnds && SilenceFilter::endsSoon(row, m_now)) {
        return shape(StateShape::kWarning);
    }
    if (column == kMatches && row.isUnused()) {
        return shape(StateShape::kWarning);
    }
    if (column != kState) {
        return {};
    }
    switch (row.silence.state) {
    case SilenceState::kActive:
        return shape(row.isAcknowledgement ? StateShape::kAcknowledged : StateShape::kSilenced);
    case SilenceState::kPending:
        return shape(StateShape::kPending);
    case SilenceState::kExpired:
        return shape(StateShape::kEnded);
    }
    return {};
}

QString SilencesModel::toolTip(const SilenceRow& row, int column) const {
    if (column == kEnds) {
        return tr("%1 to %2")
            .arg(TimeText::absolute(row.silence.startsAt, m_utc), TimeText::absolute(row.silence.endsAt, m_utc));
    }
    if (column == kComment) {
        return toQString(row.silence.comment);
    }
    return column == kMatchers || column == kBy ? cellText(row, column) : QString();
}

QVariant SilencesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case kState:
        return tr("State");
    case kMatchers:
        return tr("Matchers");
    case kEnds:
        return tr("Ends");
    case kMatches:
        return tr("Matches");
    case kBy:
        return tr("By");
    case kComment:
        return tr("Comment");
    default:
        return {};
    }
}

QString SilencesModel::stateWord(const SilenceRow& row) {
    switch (row.silence.state) {
    case SilenceState::kActive:
        return row.isAcknowledgement ? tr("Acknowledged") : tr("Active");
    case SilenceState::kPending:
        return tr("Pending");
    case SilenceState::kExpired:
        return tr("Expired");
    }
    return {};
}

QString SilencesModel::endsText(const SilenceRow& row, model::TimestampMs now) {
    const auto ahead = [&](model::TimestampMs moment) {
        return ValueFormat::duration(static_cast<double>(std::max<model::DurationMs>(0, moment - now)) /
                                     model::kSecondMs);
    };
    switch (row.silence.state) {
    case SilenceState::kActive:
        return row.isAcknowledgement ? tr("when resolved") : tr("in %1", "ends").arg(ahead(row.silence.endsAt));
    case SilenceState::kPending:
        return tr("starts in %1").arg(ahead(row.silence.startsAt));
    case SilenceState::kExpired:
        return TimeText::age(row.silence.endsAt, now);
    }
    return {};
}

} // namespace hearth::ui
