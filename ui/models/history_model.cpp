// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history_model.h"

#include <algorithm>

#include "models/alert_text.h"
#include "models/past_filter.h"
#include "models/plain_text.h"
#include "models/state_shape.h"
#include "models/value_format.h"

namespace hearth::ui {
namespace {

constexpr qsizetype kMaxToolTip = 1000;

bool isNumber(int column) {
    return column == HistoryModel::kDuration || column == HistoryModel::kPeak;
}

bool sameLives(const std::vector<const AlertLife*>& a, const std::vector<const AlertLife*>& b) {
    return std::ranges::equal(a, b, [](const auto* x, const auto* y) {
        return x->fingerprint == y->fingerprint && x->firedAt == y->firedAt;
    });
}

} // namespace

HistoryModel::HistoryModel(QObject* parent)
    : QAbstractTableModel(parent)
    , m_past(std::make_shared<AlertPast>())
    , m_present(std::make_shared<AlertSnapshot>()) {}

void HistoryModel::setPast(AlertPastPtr past) {
    const auto before = std::exchange(m_past, std::move(past)); // Rows point into it until they are new.
    update();
}

void HistoryModel::setFilter(AlertFilter filter) {
    m_filter = std::move(filter);
    update();
}

void HistoryModel::setPresent(AlertSnapshotPtr present) {
    m_present = std::move(present);
    if (m_filter.asksForThePresent()) {
        update();
    }
}

void HistoryModel::update() {
    std::vector<const AlertLife*> rows;
    const PastFilter filter(m_filter, *m_present);
    for (const auto& life : m_past->lives) {
        if (life.firedAt && filter.accepts(life)) {
            rows.push_back(&life);
        }
    }
    if (sameLives(rows, m_rows)) {
        m_rows = std::move(rows);
        tellAll();
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void HistoryModel::tellAll() {
    if (!m_rows.empty()) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, kColumnCount - 1));
    }
}

void HistoryModel::addTraces(const AlertTraces& traces) {
    m_traces.insert(traces);
    for (int row = 0; row < rowCount(); ++row) {
        if (traces.contains(m_rows[static_cast<std::size_t>(row)]->fingerprint)) {
            emit dataChanged(index(row, kNotified), index(row, kNotified));
        }
    }
}

void HistoryModel::addPeaks(const PeakValues& peaks) {
    m_peaks.insert(peaks);
    for (int row = 0; row < rowCount(); ++row) {
        if (peaks.contains(lifeKey(*m_rows[static_cast<std::size_t>(row)]))) {
            emit dataChanged(index(row, kPeak), index(row, kPeak));
        }
    }
}

void HistoryModel::clearDetails() {
    m_traces.clear();
    m_peaks.clear();
    tellAll();
}

QString HistoryModel::lifeKey(const AlertLife& life) {
    return life.fingerprint + QLatin1Char(' ') + QString::number(life.firedAt.value_or(life.activeAt));
}

void HistoryModel::setUtc(bool utc) {
    m_utc = utc;
    tellAll();
}

void HistoryModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, kColumnCount - 1);
    tellAll();
}

const AlertLife* HistoryModel::lifeAt(const QModelIndex& index) const {
    return index.isValid() ? m_rows[static_cast<std::size_t>(index.row())] : nullptr;
}

int HistoryModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int HistoryModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const {
    const auto* life = lifeAt(index);
    if (life == nullptr) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(*life, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(*life, index.column()).left(kMaxToolTip));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case KeyRole:
        return life->fingerprint;
    case ShapeRole:
        return index.column() == kFired
                   ? QVariant(static_cast<int>(life->resolvedAt ? StateShape::kEnded : StateShape::kBad))
                   : QVariant();
    default:
        return {};
    }
}

QString HistoryModel::text(const AlertLife& life, int column) const {
    const auto now = m_past->range.end;
    switch (column) {
    case kFired: {
        const auto fired = AlertText::moment(*life.firedAt, now, m_utc);
        return life.firedKnown ? fired : tr("before %1").arg(fired);
    }
    case kResolved:
        return life.resolvedAt ? AlertText::moment(*life.resolvedAt, now, m_utc) : tr("still firing");
    case kDuration:
        return durationText(life);
    case kAlert:
        return life.name;
    case kPeak:
        return peakText(life);
    case kNotified:
        return notified(life);
    case kSilenced:
        return silencedBy(life);
    case kLabels:
        return alertLabelsText(life.labels);
    default:
        return {};
    }
}

/// Nothing until it is known whether there are values of that time.
QString HistoryModel::peakText(const AlertLife& life) const {
    const auto found = m_peaks.constFind(lifeKey(life));
    if (found == m_peaks.constEnd()) {
        return {};
    }
    if (found->value) {
        return ValueFormat::threeDigits(*found->value);
    }
    return life.value ? tr("%1 at firing").arg(ValueFormat::threeDigits(*life.value)) : QString();
}

QString HistoryModel::toolTip(const AlertLife& life, int column) const {
    const auto found = m_peaks.constFind(lifeKey(life));
    if (column != kPeak || found == m_peaks.constEnd()) {
        return text(life, column);
    }
    QStringList lines;
    lines << (found->value ? tr("It went to %1 (looked at every %2).")
                                 .arg(ValueFormat::full(*found->value),
                                      ValueFormat::duration(static_cast<double>(found->step) / 1000))
                           : tr("The values of that time are not there any more."));
    if (life.value) {
        lines << tr("When it fired: %1").arg(ValueFormat::full(*life.value));
    }
    return lines.join(QLatin1Char('\n'));
}

QString HistoryModel::durationText(const AlertLife& life) const {
    const auto length = life.resolvedAt.value_or(m_past->range.end) - *life.firedAt;
    const auto inWords = [](model::DurationMs time) { return ValueFormat::duration(static_cast<double>(time) / 1000); };
    if (!life.firedKnown) {
        return tr("over %1").arg(inWords(length));
    }
    if (m_past->source != AlertPast::Source::kSeries) {
        return inWords(length);
    }
    return length < m_past->step ? tr("under %1").arg(inWords(m_past->step)) : tr("about %1").arg(inWords(length));
}

/// Through what it was told while it fired, each once.
QString HistoryModel::notified(const AlertLife& life) const {
    using Kind = datasource::TraceEvent::Kind;
    const auto found = m_traces.constFind(life.fingerprint);
    if (found == m_traces.constEnd()) {
        return {};
    }
    QStringList told;
    bool failed = false;
    bool any = false; // Traces are kept for a while only.
    for (const auto& event : *found) {
        // Messages on the end follow it.
        const bool within = event.last >= *life.firedAt &&
                            event.time <= life.resolvedAt.value_or(m_past->range.end) + 10 * model::kMinuteMs;
        const auto to = toQString(event.receiver) + QLatin1Char(' ') + toQString(event.integration);
        if (within && event.kind == Kind::kSent && !told.contains(to)) {
            told << to;
        }
        any = any || (within && event.time >= *life.firedAt);
        failed = failed || (within && event.kind == Kind::kFailed);
    }
    return !told.isEmpty() ? told.join(QStringLiteral(", ")) : failed ? tr("failed") : any ? tr("nobody") : QString();
}

QString HistoryModel::silencedBy(const AlertLife& life) {
    QStringList texts;
    for (const auto& silence : life.silences) {
        const auto text = silence.acknowledgement ? tr("acknowledged: %1").arg(silence.comment)
                                                  : tr("silenced: %1").arg(silence.comment);
        if (!texts.contains(text)) {
            texts << text;
        }
    }
    return texts.join(QStringLiteral("; "));
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case kFired:
        return tr("Fired");
    case kResolved:
        return tr("Resolved");
    case kDuration:
        return tr("Duration");
    case kAlert:
        return tr("Alert");
    case kPeak:
        return tr("Peak");
    case kNotified:
        return tr("Notified");
    case kSilenced:
        return tr("Silenced by");
    case kLabels:
        return tr("Labels");
    default:
        return {};
    }
}

} // namespace hearth::ui
