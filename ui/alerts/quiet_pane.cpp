// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/quiet_pane.h"

#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "alerts/alert_questions.h"
#include "alerts/week_strip.h"
#include "data/async_source.h"
#include "models/alert_text.h"
#include "models/plain_text.h"
#include "widgets/elided_label.h"
#include "widgets/empty_state.h"

namespace hearth::ui {
namespace {

constexpr int kWeekWidth = 560;
constexpr model::DurationMs kWeekEveryMs = 5 * model::kMinuteMs;
constexpr model::DurationMs kWeek = 7 * model::kDayMs;
constexpr std::size_t kLimit = 20'000;

const QString kWeekSlot = QStringLiteral("week");

model::TimestampMs now() {
    return QDateTime::currentMSecsSinceEpoch();
}

} // namespace

QuietPane::QuietPane(AsyncSource& source, QWidget* parent)
    : QWidget(parent)
    , m_source(source)
    , m_snapshot(std::make_shared<AlertSnapshot>()) {
    buildUi();
    connect(m_empty, &EmptyState::actionTriggered, this, &QuietPane::helpRequested);
}

void QuietPane::buildUi() {
    m_empty = new EmptyState(this);
    m_empty->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_week = new WeekStrip(this);
    m_week->setMaximumWidth(kWeekWidth);
    m_weekText = new ElidedLabel(this);
    m_weekText->setQuiet(true);
    m_weekText->setAlignment(Qt::AlignCenter);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(m_week, 8);
    row->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->addStretch(2);
    column->addWidget(m_empty);
    column->addLayout(row);
    column->addWidget(m_weekText);
    column->addStretch(3);
}

void QuietPane::setSnapshot(AlertSnapshotPtr snapshot) {
    m_snapshot = std::move(snapshot);
    render();
    askWeek();
}

void QuietPane::setUtc(bool utc) {
    m_utc = utc;
    m_week->setUtc(utc);
    render();
}

void QuietPane::forgetWeek() {
    m_askedAt = 0;
}

void QuietPane::startOver() {
    m_source.cancel(this, kWeekSlot);
    m_snapshot = std::make_shared<AlertSnapshot>();
    m_past.reset();
    m_askedAt = 0;
    m_week->setPast(nullptr);
    m_weekText->clear();
}

void QuietPane::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    askWeek();
}

void QuietPane::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        render();
    }
    QWidget::changeEvent(event);
}

void QuietPane::askWeek() {
    if (!isVisible() || m_snapshot->alertingRules == 0 || now() - m_askedAt < kWeekEveryMs) {
        return;
    }
    m_askedAt = now();
    m_source.call(
        this, kWeekSlot,
        [range = model::TimeRange{now() - kWeek, now()}](datasource::DataSource& source, std::stop_token stop) {
            return askPast(source, range, kLimit, stop);
        },
        [this](Result<AlertPastPtr> past) { takeWeek(std::move(past)); });
}

void QuietPane::takeWeek(Result<AlertPastPtr> past) {
    if (!past) {
        m_weekText->setText(tr("What fired before is not known: %1").arg(toQString(past.error().message())));
        return;
    }
    m_past = *std::move(past);
    m_week->setPast(m_past);
    render();
}

void QuietPane::render() {
    const auto how = tr("How alerts work");
    const auto whatRulesAre = tr("Alerts come from rules: expressions that say when something is wrong, for example "
                                 "up == 0. They are kept in the files that rule_files of the configuration names.");
    if (m_past != nullptr) {
        m_weekText->setText(m_week->summary());
    }
    const auto& rules = m_snapshot->rules;
    if (!rules.known() && rules.failure != ErrorCode::kUnsupported) {
        m_empty->setTexts(tr("Alerts cannot be read"), tr("The server does not tell its rules: %1.").arg(rules.reason),
                          QString());
    } else if (!rules.known()) {
        m_empty->setTexts(tr("This server has no alerts"),
                          m_snapshot->alertmanager.known()
                              ? tr("It has no rules of its own, and nobody sends it alerts that fire.")
                              : tr("It has neither rules nor an Alertmanager."),
                          how);
    } else if (m_snapshot->alertingRules == 0) {
        m_empty->setTexts(m_snapshot->alertmanager.known() ? tr("No rules yet, and nobody else sends alerts")
                                                           : tr("No rules yet"),
                          whatRulesAre, how);
    } else {
        m_empty->setTexts(quietText(),
                          tr("%Ln alerting rule(s) watch(es); none is pending or firing.", nullptr,
                             static_cast<int>(m_snapshot->alertingRules)),
                          QString());
    }
}

QString QuietPane::quietText() const {
    if (m_past == nullptr) {
        return tr("All quiet");
    }
    const auto last = m_past->lastFired();
    return last ? tr("All quiet since %1").arg(AlertText::moment(*last, now(), m_utc)) : tr("All quiet for seven days");
}

} // namespace hearth::ui
