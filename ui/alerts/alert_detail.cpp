// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alert_detail.h"

#include <QDateTime>
#include <QEvent>
#include <QLabel>
#include <QToolButton>
#include <QTreeWidget>

#include "alerts/linked_annotation.h"
#include "alerts/shape_label.h"
#include "alerts/trace_view.h"
#include "data/async_source.h"
#include "graph/plot_view.h"
#include "models/isolated_text.h"
#include "models/plain_text.h"
#include "models/value_format.h"
#include "widgets/elided_label.h"

namespace hearth::ui {
namespace {

constexpr int kMaxLabelRows = 8;
constexpr qsizetype kMaxText = 2000;
constexpr qsizetype kMaxReason = 300; ///< It stands above all else.
constexpr std::size_t kMaxEarlier = 8;
/// The chart shows so much before the start and after it.
constexpr model::DurationMs kAround = 30 * model::kMinuteMs;
constexpr model::DurationMs kStoryRange = 30 * model::kDayMs;

const QString kStorySlot = QStringLiteral("story");
const QString kChartSlot = QStringLiteral("chart");

model::TimestampMs now() {
    return QDateTime::currentMSecsSinceEpoch();
}

QString cut(const QString& text, qsizetype length = kMaxText) {
    return text.size() > length ? text.left(length) + QChar(0x2026) : text;
}

} // namespace

AlertDetail::AlertDetail(AsyncSource& source, const QList<QAction*>& actions, QWidget* parent)
    : QScrollArea(parent)
    , m_source(source)
    , m_painters(QStringLiteral("alert-chart"), 1)
    , m_snapshot(std::make_shared<AlertSnapshot>()) {
    buildUi(actions);
    retranslateUi();
}

void AlertDetail::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
        render();
        renderStory();
    }
    QScrollArea::changeEvent(event);
}

void AlertDetail::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    m_labels->setColumnWidth(0, std::min(m_labels->width() / 3, 220));
}

void AlertDetail::setUtc(bool utc) {
    m_utc = utc;
    m_plot->setTimeZone(utc ? QTimeZone::utc() : QTimeZone::systemTimeZone());
    render();
    renderStory();
}

void AlertDetail::clear() {
    m_row = {};
    m_source.cancel(this, kStorySlot);
    m_source.cancel(this, kChartSlot);
}

void AlertDetail::showAlert(const AlertRow& row, const AlertSnapshotPtr& snapshot) {
    m_snapshot = snapshot;
    const bool sameAlert = isShown() && row.key == m_row.key && !m_resolvedAt;
    const bool sameState =
        sameAlert && row.condition == m_row.condition && row.since == m_row.since && row.silencedBy == m_row.silencedBy;
    m_resolvedAt.reset();
    if (!sameAlert) {
        begin(row);
        return;
    }
    m_row = row;
    render();
    if (!sameState) {
        askStory();
    }
}

void AlertDetail::showPast(const AlertLife& life) {
    const auto since = life.firedAt.value_or(life.activeAt);
    // Where the end is not known it is the moment at which it was first shown.
    const bool sameEnd = m_resolvedAt && life.resolvedAt.value_or(*m_resolvedAt) == *m_resolvedAt;
    if (isShown() && life.fingerprint == m_row.key && since == m_row.since && sameEnd) {
        return;
    }
    AlertRow row;
    row.key = life.fingerprint;
    row.name = life.name;
    row.labels = life.labels;
    row.value = life.value;
    row.since = since;
    row.activeAt = life.activeAt;
    m_resolvedAt = life.resolvedAt.value_or(now());
    m_sinceKnown = life.firedKnown;
    begin(row);
}

void AlertDetail::begin(const AlertRow& row) {
    m_row = row;
    m_expression = row.rule != nullptr ? row.rule->expression : QString();
    m_story.reset();
    m_plot->hide();
    m_chartNote->clear();
    render();
    renderLabels();
    renderAnnotations();
    renderStory();
    ensureVisible(0, 0);
    askChart();
    askStory();
}

void AlertDetail::reload() {
    if (!isShown()) {
        return;
    }
    askStory();
    if (!m_resolvedAt && now() < m_row.since + kAround) {
        askChart(); // it has not all been seen yet
    }
}

void AlertDetail::render() {
    if (!isShown()) {
        return;
    }
    m_name->setText(m_row.name.simplified());
    if (m_resolvedAt) {
        m_shape->setShape(StateShape::kEnded);
        const auto end = AlertText::moment(*m_resolvedAt, now(), m_utc);
        const auto length = ValueFormat::duration(static_cast<double>(*m_resolvedAt - m_row.since) / 1000);
        m_reason = {m_sinceKnown ? tr("It ended at %1, after %2.").arg(end, length)
                                 : tr("It ended at %1; when it began is not known.").arg(end),
                    LinkedText::Link::kNone,
                    {},
                    {}};
    } else {
        m_shape->setShape(AlertText::shape(m_row.condition));
        m_reason = AlertText::reason(m_row, *m_snapshot, now(), m_utc);
    }
    const auto word = m_resolvedAt ? tr("Resolved") : AlertText::word(m_row.condition);
    const auto value = m_row.value ? ValueFormat::threeDigits(*m_row.value) : QString();
    m_word->setText(!m_row.value   ? word
                    : m_resolvedAt ? tr("%1, value %2 when it fired").arg(word, value)
                                   : tr("%1, value %2").arg(word, value));
    m_reasonText->setText(breakable(cut(m_reason.text, kMaxReason)));
    m_reasonLink->setVisible(m_reason.link != LinkedText::Link::kNone);
    m_reasonLink->setText(withoutMnemonic(m_reason.linkText));
    m_expressionText->setText(cut(m_expression));
    m_expressionText->setVisible(!m_expression.isEmpty());
    m_titles[kExpression]->setVisible(!m_expression.isEmpty());
}

void AlertDetail::renderLabels() {
    m_labels->clear();
    QList<QTreeWidgetItem*> items;
    for (const auto& [name, value] : m_row.labels) {
        const auto text = toQString(value);
        auto* item = new QTreeWidgetItem({isolated(toQString(name)), isolated(text.left(kMaxText).simplified())});
        item->setToolTip(1, plainToolTip(cut(text)));
        items << item;
    }
    m_labels->addTopLevelItems(items);
    m_labels->setColumnWidth(0, std::min(m_labels->width() / 3, 220));
    const int row = items.isEmpty() ? fontMetrics().height() : m_labels->visualItemRect(items.front()).height();
    m_labels->setFixedHeight(
        std::max(row, fontMetrics().height() + 8) * std::min(kMaxLabelRows, static_cast<int>(items.size())) + 4);
}

void AlertDetail::renderAnnotations() {
    QStringList lines;
    for (const auto& [name, value] : inReadingOrder(m_row.annotations)) {
        // A paragraph each: marks of direction in one end with it.
        lines << QStringLiteral("<p style=\"margin:0\"><b>%1</b></p><p style=\"margin:0 0 4px 0\">%2</p>")
                     .arg(withLinks(breakable(name), kMaxText), withLinks(breakable(value), kMaxText));
    }
    m_annotations->setText(lines.join(QString()));
    m_annotations->setVisible(!lines.isEmpty());
    m_titles[kAnnotations]->setVisible(!lines.isEmpty());
}

model::TimeRange AlertDetail::chartRange() const {
    const auto begin = m_row.activeAt.value_or(m_row.since);
    const auto end = std::max(m_resolvedAt.value_or(0), m_row.since) + kAround;
    return {begin - kAround, std::min(now(), end)};
}

void AlertDetail::askChart() {
    if (m_plot->isHidden()) {
        m_chartNote->setText(tr("Asking for the values …"));
    }
    m_source.call(
        this, kChartSlot,
        [expression = m_expression, labels = m_row.labels, range = chartRange()](datasource::DataSource& source,
                                                                                 std::stop_token stop) {
            return ui::askChart(source, expression, labels, range, stop);
        },
        [this](Result<AlertChart> chart) { takeChart(std::move(chart)); });
}

void AlertDetail::takeChart(Result<AlertChart> chart) {
    if (!chart) {
        m_chartNote->setText(tr("The values could not be read: %1").arg(cut(toQString(chart.error().message()))));
        return;
    }
    if (m_expression != chart->expression) {
        m_expression = chart->expression;
        render();
        emit expressionKnown();
    }
    if (chart->graph == nullptr) {
        m_chartNote->setText(tr("No rule of this server has this alert, so its value is not known here."));
        return;
    }
    const bool hasValues = chart->graph->series.size() > (chart->threshold.isEmpty() ? 0U : 1U);
    m_plot->setVisible(hasValues);
    if (hasValues) {
        m_plot->setData(chart->graph, chart->graph->range);
    }
    m_chartNote->setText(!hasValues ? tr("There are no values of that time any more.")
                         : chart->threshold.isEmpty()
                             ? tr("Gaps: the expression was not true.")
                             : tr("The straight line is the threshold: %1").arg(chart->threshold));
}

void AlertDetail::askStory() {
    const auto end = m_resolvedAt ? *m_resolvedAt + model::kHourMs : now();
    m_source.call(
        this, kStorySlot,
        [key = m_row.key, labels = m_row.labels, range = model::TimeRange{end - kStoryRange, end}](
            datasource::DataSource& source, std::stop_token stop) -> Result<AlertStory> {
            return ui::askStory(source, key, labels, range, stop);
        },
        [this](Result<AlertStory> story) { takeStory(std::move(story)); });
}

void AlertDetail::takeStory(Result<AlertStory> story) {
    if (story) {
        m_story = *std::move(story);
        renderStory();
    }
}

void AlertDetail::renderStory() {
    if (!m_story) {
        m_trace->setSteps({});
        m_traceNote->setText(isShown() ? tr("Asking …") : QString());
        m_traceNote->show();
        m_earlier->clear();
        return;
    }
    const auto& trace = m_story->trace;
    m_trace->setSteps(trace ? TraceText::steps(*trace, now(), m_utc) : std::vector<TraceStep>());
    const bool hasNone = !trace && trace.error().code() == ErrorCode::kUnsupported;
    m_traceNote->setEnabled(!hasNone); // grey is what a server cannot do, not what went wrong
    if (!trace) {
        m_traceNote->setText(hasNone ? tr("This server keeps no record of how alerts are delivered; Hearth does.")
                                     : tr("It could not be read: %1").arg(cut(toQString(trace.error().message()))));
    } else {
        m_traceNote->setText(trace->empty() ? tr("Nothing is recorded of it.") : QString());
    }
    m_traceNote->setVisible(!m_traceNote->text().isEmpty());
    m_earlier->setText(earlierText());
}

QString AlertDetail::earlierText() const {
    const auto& past = m_story->past;
    if (!past) {
        return tr("It could not be read: %1").arg(cut(toQString(past.error().message())));
    }
    QStringList lines;
    std::size_t more = 0;
    for (const auto& life : (*past)->lives) {
        if (!life.firedAt || !life.resolvedAt || *life.firedAt >= m_row.since || life.resolvedAt == m_resolvedAt) {
            continue;
        }
        if (static_cast<std::size_t>(lines.size()) >= kMaxEarlier) {
            ++more;
            continue;
        }
        lines << tr("%1, for %2")
                     .arg(AlertText::moment(*life.firedAt, now(), m_utc),
                          ValueFormat::duration(static_cast<double>(*life.resolvedAt - *life.firedAt) / 1000));
    }
    if (more > 0) {
        lines << tr("and %Ln time(s) more", nullptr, static_cast<int>(more));
    }
    return lines.isEmpty() ? tr("It has not fired before in 30 days.") : lines.join(QLatin1Char('\n'));
}

} // namespace hearth::ui
