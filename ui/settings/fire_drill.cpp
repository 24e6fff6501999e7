// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/fire_drill.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <map>

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
    retranslateUi();
    m_timer.setInterval(kAskMs);
    connect(&m_timer, &QTimer::timeout, this, &FireDrill::ask);
}

void FireDrill::buildUi() {
    m_name = new CheckedField(this);
    m_name->setObjectName(QStringLiteral("alertname"));
    m_name->setText(QStringLiteral("FireDrill"));
    m_severity = new QComboBox(this);
    m_severity->setObjectName(QStringLiteral("severity"));
    m_severity->addItems({QStringLiteral("critical"), QStringLiteral("warning"), QStringLiteral("info")});
    m_severity->setCurrentIndex(1);
    m_labels = new CheckedField(this);
    m_labels->setObjectName(QStringLiteral("drillLabels"));
    m_labels->setPlaceholderText(QStringLiteral("instance=\"nas:9100\""));
    m_begin = new QPushButton(this);
    m_begin->setObjectName(QStringLiteral("drill"));
    m_intro = plainLabel(this);
    m_state = plainLabel(this);
    m_trace = new TraceView(this);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    int place = 0;
    const auto add = [&](QWidget* field) {
        auto* label = new QLabel(this);
        label->setBuddy(field);
        grid->addWidget(label, 0, place);
        grid->addWidget(field, 1, place++);
        return label;
    };
    m_nameLabel = add(m_name);
    m_severityLabel = add(m_severity);
    m_labelsLabel = add(m_labels);
    grid->addWidget(m_begin, 1, 3);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(2, 3);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_intro);
    column->addLayout(grid);
    column->addWidget(m_state);
    column->addWidget(m_trace);
    connect(m_begin, &QPushButton::clicked, this, &FireDrill::begin);
    connect(m_trace, &TraceView::linkFollowed, this, &FireDrill::linkFollowed);
}

void FireDrill::retranslateUi() {
    m_intro->setText(tr("A made-up alert, marked with hearth_drill=\"true\", goes the whole way: routes, groups, "
                        "channels. It is over after a minute."));
    m_begin->setText(tr("Start the drill"));
    const auto name = [](QLabel* label, QWidget* field, const QString& text) {
        label->setText(text);
        field->setAccessibleName(text);
    };
    name(m_nameLabel, m_name, tr("Alert"));
    name(m_severityLabel, m_severity, tr("Severity"));
    name(m_labelsLabel, m_labels, tr("More labels"));
    say(m_says);
    renderTrace();
}

void FireDrill::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

void FireDrill::forget() {
    m_events.clear();
    renderTrace();
    end(nullptr);
}

void FireDrill::setUtc(bool utc) {
    m_utc = utc;
    renderTrace();
}

void FireDrill::say(Words words) {
    m_says = std::move(words);
    m_state->setText(m_says ? m_says() : QString());
    m_state->setVisible(m_says != nullptr);
}

void FireDrill::renderTrace() {
    m_trace->setSteps(TraceText::steps(m_events, SystemClock().nowMs(), m_utc));
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
        if (draft.type != model::MatchType::kEqual) {
            return fail(ErrorCode::kInvalidArgument, tr("An alert has one value a label: write =.").toStdString());
        }
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
    if (m_name->text().trimmed().isEmpty()) {
        m_name->setProblem(tr("This must be stated."));
        return say([] { return tr("An alert needs a name."); });
    }
    auto posted = alert();
    m_name->setProblem({});
    m_labels->setProblem(posted ? QString() : toQString(posted.error().message()));
    if (!posted) {
        return say([words = m_labels->problem()] { return words; });
    }
    m_begin->setEnabled(false);
    m_timer.stop();
    m_isWatching = false;
    m_events.clear();
    renderTrace();
    say([] { return tr("The alert is being sent…"); });
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
        return end([words = toQString(fingerprint.error().message())] {
            return tr("The alert was not taken: %1").arg(words);
        });
    }
    m_fingerprint = *fingerprint;
    if (!m_hasTrace || m_fingerprint.empty()) {
        return end([] {
            return tr("The alert was taken. This Alertmanager does not tell what becomes of it; look where it should "
                      "arrive.");
        });
    }
    say([] { return tr("The alert is on its way."); });
    m_begin->setEnabled(true);
    m_isWatching = true;
    if (isVisible()) {
        m_timer.start();
    }
    ask();
}

void FireDrill::ask() {
    if (m_source.busy(this, QStringLiteral("trace"))) {
        return;
    }
    if (SystemClock().nowMs() > m_begunAt + kWatched) {
        return end([] { return tr("The drill is over."); });
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
    if (!m_isWatching) {
        return;
    }
    if (!events) {
        return end([words = toQString(events.error().message())] {
            return tr("What becomes of the alert cannot be asked: %1").arg(words);
        });
    }
    m_events = *std::move(events);
    renderTrace();
    judge();
}

/// By what became of the last message to each channel.
void FireDrill::judge() {
    using Kind = datasource::TraceEvent::Kind;
    std::map<std::pair<std::string, std::string>, Kind> last;
    bool isOver = false;
    bool isHeld = false;
    for (const auto& event : m_events) {
        if (event.kind == Kind::kSent || event.kind == Kind::kFailed || event.kind == Kind::kAttempt) {
            last[{event.receiver, event.integration}] = event.kind;
        } else if (event.kind == Kind::kRejected) {
            return end([] { return tr("The drill is over: no group took the alert."); });
        }
        isOver = isOver || event.kind == Kind::kLeft;
        isHeld = event.kind == Kind::kMuted || event.kind == Kind::kInactive || event.kind == Kind::kSilenced ||
                 event.kind == Kind::kInhibited;
    }
    const auto has = [&](Kind kind) {
        return std::ranges::any_of(last, [kind](const auto& channel) { return channel.second == kind; });
    };
    const bool isFailed = has(Kind::kFailed) || has(Kind::kAttempt);
    if (isOver && has(Kind::kSent) && !isFailed) {
        end([] { return tr("The drill is over: the alert was told, and so was its end."); });
    } else if (isOver && !has(Kind::kSent)) {
        end([] { return tr("The drill is over: nobody was told."); });
    } else if (isOver) {
        end([] { return tr("The drill is over: not every channel was told; the steps say why."); });
    } else if (has(Kind::kSent) && isFailed) {
        say([] { return tr("The alert has arrived, but not over every channel; the steps say why."); });
    } else if (has(Kind::kSent)) {
        say([] { return tr("The alert has arrived. Its end is told when the group looks again."); });
    } else if (has(Kind::kFailed)) {
        say([] {
            return tr("The alert did not arrive; the steps say why. It is tried again at the group's next turn.");
        });
    } else if (has(Kind::kAttempt)) {
        say([] { return tr("The alert has not arrived yet; it is tried again."); });
    } else if (isHeld) {
        say([] { return tr("The alert is held back; the last step says why."); });
    }
}

void FireDrill::end(Words words) {
    m_timer.stop();
    m_isWatching = false;
    m_begin->setEnabled(true);
    say(std::move(words));
}

void FireDrill::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_isWatching) {
        m_timer.start();
        ask();
    }
}

void FireDrill::hideEvent(QHideEvent* event) {
    m_timer.stop();
    QWidget::hideEvent(event);
}

} // namespace hearth::ui
