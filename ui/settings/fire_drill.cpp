// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/fire_drill.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "alerts/trace_view.h"
#include "base/clock.h"
#include "data/async_source.h"
#include "datasource/receiver_test.h"
#include "models/matcher_text.h"
#include "models/plain_text.h"
#include "models/trace_text.h"
#include "widgets/checked_field.h"
#include "widgets/plain_label.h"

namespace hearth::ui {
namespace {

constexpr model::DurationMs kLasts = model::kMinuteMs;
constexpr int kAskMs = 1000;
/// Groups tell that an alert is over at their next interval, which is minutes away.
constexpr model::DurationMs kWatched = 12 * model::kMinuteMs;

QLabel* labelOf(const QString& text, QWidget* parent) {
    auto* label = plainLabel(parent);
    label->setText(text);
    return label;
}

/// Posts and finds out what the server calls the alert.
Result<std::string> post(datasource::AlertmanagerSource& alertmanager, const datasource::PostedAlert& alert,
                         const std::stop_token& stop) {
    HEARTH_TRY(alertmanager.post({alert}, stop));
    datasource::ReceivedAlertsQuery query;
    query.filter = {std::string(datasource::kDrillLabel) + "=\"true\""};
    const auto alerts = HEARTH_TRY(alertmanager.alerts(query, stop));
    const auto found = std::ranges::find(alerts, alert.labels, &datasource::ReceivedAlert::labels);
    return found == alerts.end() ? std::string() : found->fingerprint;
}

} // namespace

FireDrill::FireDrill(AsyncSource& source, QWidget* parent)
    : QWidget(parent)
    , m_source(source) {
    buildUi();
    m_timer.setInterval(kAskMs);
    connect(&m_timer, &QTimer::timeout, this, &FireDrill::ask);
    connect(&m_source, &AsyncSource::sourceChanged, this, [this] { end({}); });
}

void FireDrill::buildUi() {
    m_name = new CheckedField(this);
    m_name->setObjectName(QStringLiteral("alertname"));
    m_name->setText(QStringLiteral("FireDrill"));
    m_severity = new QComboBox(this);
    m_severity->addItems({QStringLiteral("critical"), QStringLiteral("warning"), QStringLiteral("info")});
    m_severity->setCurrentIndex(1);
    m_labels = new CheckedField(this);
    m_labels->setPlaceholderText(QStringLiteral("instance=\"nas:9100\""));
    m_begin = new QPushButton(tr("Start the drill"), this);
    m_begin->setObjectName(QStringLiteral("drill"));
    m_state = labelOf({}, this);
    m_trace = new TraceView(this);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    const auto add = [&](int column, const QString& name, QWidget* field) {
        auto* label = new QLabel(name, this);
        label->setBuddy(field);
        field->setAccessibleName(name);
        grid->addWidget(label, 0, column);
        grid->addWidget(field, 1, column);
    };
    add(0, tr("Alert"), m_name);
    add(1, tr("Severity"), m_severity);
    add(2, tr("More labels"), m_labels);
    grid->addWidget(m_begin, 1, 3);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(2, 3);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(labelOf(tr("A made-up alert, marked with hearth_drill=\"true\", goes the whole way: routes, "
                                 "groups, channels. It is over after a minute."),
                              this));
    column->addLayout(grid);
    column->addWidget(m_state);
    column->addWidget(m_trace);
    connect(m_begin, &QPushButton::clicked, this, &FireDrill::begin);
}

Result<datasource::PostedAlert> FireDrill::alert() const {
    std::vector<model::Labels::Pair> labels{{"alertname", m_name->text().trimmed().toStdString()},
                                            {"severity", m_severity->currentText().toStdString()},
                                            {std::string(datasource::kDrillLabel), "true"}};
    MatcherText::Problem problem;
    const auto more = MatcherText::parse(m_labels->text(), &problem);
    if (!more && !m_labels->text().trimmed().isEmpty()) {
        return fail(ErrorCode::kInvalidArgument, problem.message.toStdString());
    }
    for (const auto& draft : more.value_or(MatcherDrafts())) {
        labels.emplace_back(draft.name.toStdString(), draft.value.toStdString());
    }
    datasource::PostedAlert posted;
    posted.labels = model::Labels::fromPairs(std::move(labels));
    posted.annotations = {{"summary", tr("Fire drill: nothing is wrong").toStdString()},
                          {"description", tr("Somebody tries whether alerts arrive.").toStdString()}};
    posted.startsAt = SystemClock().nowMs();
    posted.endsAt = *posted.startsAt + kLasts;
    return posted;
}

void FireDrill::begin() {
    auto posted = alert();
    m_labels->setProblem(posted ? QString() : toQString(posted.error().message()));
    if (!posted) {
        return;
    }
    m_begin->setEnabled(false);
    m_trace->setSteps({});
    m_state->setText(tr("The alert is being sent…"));
    m_begunAt = *posted->startsAt;
    m_source.call(
        this, QStringLiteral("post"),
        [posted = *std::move(posted)](datasource::DataSource& source, std::stop_token stop) {
            return post(source.alertmanager(), posted, stop);
        },
        [this](const Result<std::string>& fingerprint) { begun(fingerprint); });
}

void FireDrill::begun(const Result<std::string>& fingerprint) {
    if (!fingerprint) {
        return end(tr("The alert was not taken: %1").arg(toQString(fingerprint.error().message())));
    }
    m_fingerprint = *fingerprint;
    if (!m_hasTrace || m_fingerprint.empty()) {
        return end(tr("The alert was taken. This Alertmanager does not tell what becomes of it; look where it should "
                      "arrive."));
    }
    m_state->setText(tr("The alert is on its way."));
    m_begin->setEnabled(true);
    m_timer.start();
    ask();
}

void FireDrill::ask() {
    if (m_source.busy(this, QStringLiteral("trace"))) {
        return;
    }
    if (SystemClock().nowMs() > m_begunAt + kWatched) {
        return end(tr("The drill is over."));
    }
    m_source.call(
        this, QStringLiteral("trace"),
        [fingerprint = m_fingerprint, from = m_begunAt](datasource::DataSource& source, std::stop_token stop) {
            return source.alertmanager().trace(fingerprint, {from - model::kSecondMs, model::kMaxTimestamp},
                                               std::move(stop));
        },
        [this](Result<std::vector<datasource::TraceEvent>> events) { showTrace(std::move(events)); });
}

void FireDrill::showTrace(Result<std::vector<datasource::TraceEvent>> events) {
    if (!events) {
        return end(tr("What becomes of the alert cannot be asked: %1").arg(toQString(events.error().message())));
    }
    m_trace->setSteps(TraceText::steps(*events, SystemClock().nowMs(), m_utc));
    using Kind = datasource::TraceEvent::Kind;
    const auto has = [&](Kind kind) {
        return std::ranges::any_of(*events, [kind](const auto& event) { return event.kind == kind; });
    };
    if (has(Kind::kLeft)) {
        return end(tr("The drill is over: the alert was told, and so was its end."));
    }
    if (has(Kind::kSent)) {
        m_state->setText(tr("The alert has arrived. Its end is told when the group looks again."));
    }
}

void FireDrill::end(const QString& text) {
    m_timer.stop();
    m_begin->setEnabled(true);
    m_state->setText(text);
}

void FireDrill::hideEvent(QHideEvent* event) {
    m_timer.stop();
    QWidget::hideEvent(event);
}

} // namespace hearth::ui
